from flask import Blueprint

bp = Blueprint("prompts", __name__)
