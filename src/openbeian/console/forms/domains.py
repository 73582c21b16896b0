"""The question for many domains at a time, as they are pasted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian.text import Text
from openbeian.ui.words import words_lazy

MOST = 100
_LONGEST = 30_000
_TOO_MANY = Text(
    "At most {most} domains at a time; these are {count}.",
    "每次最多查询{most}个域名，当前为{count}个。",
)


class DomainsForm(forms.Form):
    """Host names in any shape, one a line; the registry reads each itself."""

    names = forms.CharField(
        label=_("Domains, one a line"),
        help_text=_("Up to 100, in any shape: www.shili-keji.cn, 例子.中国, *.shili-keji.cn:443."),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_names(self) -> list[str]:
        """Return the names, each once, in the order in which they were pasted."""
        lines = (line.strip() for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST:
            raise forms.ValidationError(words_lazy(_TOO_MANY.format(most=MOST, count=len(names))))
        return names
