"""The shape of an uploaded list: a file, and what its columns hold."""

from wtforms import FileField, Form, StringField

from netevent.errors import N_


class UploadForm(Form):
    file = FileField(N_("File"))


class ColumnsForm(Form):
    """Carries what is wrong with a choice; the columns themselves differ from list to list."""

    columns = StringField(N_("Columns"))
