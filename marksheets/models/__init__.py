"""A mark sheet and what is written on it."""

from marksheets.models.annotations import Annotation
from marksheets.models.comments import SavedComment
from marksheets.models.enclosures import Enclosure
from marksheets.models.marks import MarkSet, NodeMark
from marksheets.models.outside import Outside
from marksheets.models.sealed import Hold, Reason, Signature, StoredPdf
from marksheets.models.sheet import MarkSheet

__all__ = [
    "Annotation",
    "Enclosure",
    "Hold",
    "MarkSet",
    "MarkSheet",
    "NodeMark",
    "Outside",
    "Reason",
    "SavedComment",
    "Signature",
    "StoredPdf",
]
