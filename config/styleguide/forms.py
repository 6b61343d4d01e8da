"""One form with a field of each sort."""

from __future__ import annotations

from django import forms


class EveryField(forms.Form):
    """Asks for nothing that anybody keeps."""

    name = forms.CharField(label="Name", help_text="As it is printed.", max_length=40)
    email = forms.EmailField(label="E-mail")
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), ("a", "One"), ("b", "Another")])
    method = forms.ChoiceField(
        label="Taught", choices=[("a", "In a room"), ("b", "From afar")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea, required=False)
    declared = forms.BooleanField(label="I confirm that this is my own work.")
    file = forms.FileField(label="Your file", help_text="PDF, Word (.docx) or a photo of a page, up to 25 MB each.")
