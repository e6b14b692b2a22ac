from flask import Blueprint

bp = Blueprint("unsubscribes", __name__)
