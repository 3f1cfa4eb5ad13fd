"""The archive as immutable data.

The classes of `facts` and `series` are also the shape of the front matter and of the YAML files: their field descriptions
make the JSON Schema and the reference of fields, so that a field is described in one place. A value is what the source
says; None means that the source does not say.
"""

from cfp_archive.model.archive import *
from cfp_archive.model.facts import *
from cfp_archive.model.series import *
from cfp_archive.model.values import *
