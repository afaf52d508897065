"""The fields of front matter: of which kind each is, and what it is for. The parser and the schemas read this table."""

from __future__ import annotations

from collections.abc import Mapping

from vademecum.articles.kinds import (
    ChoiceKind,
    DateKind,
    EitherKind,
    FlagKind,
    FreeMapKind,
    Kind,
    LanguageKind,
    ListKind,
    MonthKind,
    RecordKind,
    TextKind,
)
from vademecum.articles.people import PERSON
from vademecum.model.articles import Decision, ReviewScope, Status

_PERSON_ID = "Id of a person in content/_people.yml."

REVIEW = RecordKind(
    says="One decision of one person; vademecum review writes it.",
    fields={
        "by": TextKind(says=_PERSON_ID, examples=("a-reviewer",)),
        "on": DateKind(says="The day of the decision.", examples=("2026-04-30",)),
        "audience": TextKind(says="The variant that was decided on; needed where there are several."),
        "scope": ChoiceKind(choices=tuple(ReviewScope), says="What the reviewer looked at; clinical if not given."),
        "decision": ChoiceKind(choices=tuple(Decision), says="What was decided."),
        "fingerprint": TextKind(says="VERSION:HEX of the text that was approved; an edit breaks it."),
        "note": TextKind(says="What the reviewer wants to be remembered."),
        "signature": TextKind(says="The reviewer's signature of the fingerprint."),
    },
    required=("by", "on", "decision"),
    examples=({"by": "a-reviewer", "on": "2026-04-30", "audience": "clinician", "decision": "approve"},),
)
AUDIENCE_TITLE = RecordKind(
    says="Title and description for these readers, where they differ.",
    fields={
        "title": TextKind(says="The title that these readers see."),
        "description": TextKind(says="The summary that these readers see."),
    },
)
CODE = RecordKind(
    says="What the article is about, in a medical classification.",
    fields={
        "system": TextKind(says="The classification.", examples=("ICD-10", "MeSH", "ATC")),
        "value": TextKind(says="The code.", examples=("C7A.012",)),
        "label": TextKind(says="What the code stands for, in words."),
    },
    required=("system", "value"),
    examples=({"system": "ATC", "value": "H01CB02", "label": "Octreotide"},),
)
CORRECTION = RecordKind(
    says="What was put right after publication, and when; readers are told.",
    fields={
        "date": DateKind(says="The day of the correction.", examples=("2026-10-20",)),
        "text": TextKind(says="What was wrong, and what is right."),
    },
    examples=({"date": "2026-10-20", "text": "The dose was given as 10 mg; it is 1 mg."},),
)
WAIVER = RecordKind(
    says="A rule that is suspended for this article, by whom, why and until when.",
    fields={
        "rule": TextKind(says="Id of the rule.", examples=("CIT-06",)),
        "reason": TextKind(says="Why the rule need not hold here."),
        "by": TextKind(says=_PERSON_ID),
        "until": DateKind(says="The last day on which the waiver holds.", examples=("2026-12-31",)),
    },
    required=("rule", "reason", "by", "until"),
    examples=({"rule": "CIT-06", "reason": "Counted by ourselves.", "by": "a-reviewer", "until": "2026-12-31"},),
)
RECOMMENDATION = RecordKind(
    says="What the article recommends; its sources are numbered before those of the text.",
    fields={
        "text": TextKind(says="The recommendation, in Markdown.", examples=("We suggest octreotide.",)),
        "strength": ChoiceKind(choices=("strong", "conditional"), says="How strong it is (GRADE)."),
        "certainty": ChoiceKind(
            choices=("high", "moderate", "low", "very-low"), says="How certain the evidence is (GRADE)."
        ),
        "refs": ListKind(of=TextKind(), says="Keys of the sources that it rests on.", examples=(["rinke2009promid"],)),
        "year": TextKind(says="When it was made, if its sources do not say it.", examples=("2017",)),
        "reason": TextKind(says="Why it is strong although the evidence is weak."),
        "for": ListKind(of=TextKind(), says="Audiences that it is for; all of the article's if not given."),
    },
    required=("text",),
    examples=({"text": "We suggest it.", "strength": "conditional", "certainty": "low", "refs": ["strosberg2017"]},),
)
WITHDRAWAL = RecordKind(
    says="When, why and by whom the article was withdrawn.",
    fields={
        "on": DateKind(says="The day of the withdrawal.", examples=("2026-05-01",)),
        "reason": TextKind(says="The reason, as readers see it."),
        "by": TextKind(says=_PERSON_ID),
    },
    required=("on", "reason"),
)
_AI_USED = ChoiceKind(choices=("none", "assisted", "generated"), says="How far software wrote the text.")
AI = RecordKind(
    says="How far software wrote the text, and who answers for it.",
    fields={"used": _AI_USED, "responsible": TextKind(says=_PERSON_ID)},
    required=("used",),
)

FIELDS: Mapping[str, Kind] = {
    "title": TextKind(says="The title: heading, browser's title, lists, feed. The only field that is required."),
    "description": TextKind(says="One or two sentences: the summary under the title, in lists and search engines."),
    "status": ChoiceKind(
        choices=tuple(Status),
        rule="REV-01",
        says="Where the article stands; what a page may claim is worked out from the reviews.",
    ),
    "date": DateKind(says="The day of first publication.", examples=("2025-04-20",)),
    "updated": DateKind(says="The day of the last substantive change.", examples=("2025-04-30",)),
    "authors": ListKind(
        of=EitherKind(text=TextKind(says=_PERSON_ID), record=PERSON),
        says="Who wrote it: ids of content/_people.yml, or people described here.",
        examples=(["a-writer"],),
    ),
    "reviews": ListKind(of=REVIEW, single=False, says="One record for every decision, written by vademecum review."),
    "next-review": DateKind(says="When the text is to be reviewed again.", examples=("2027-04-30",)),
    "risk": ChoiceKind(choices=("low", "standard", "high"), says="How much harm a mistake in the text could do."),
    "literature-through": MonthKind(says="Up to when the literature was searched.", examples=("2025-03",)),
    "funding": TextKind(says="Who paid for the work.", examples=("none",)),
    "ai": EitherKind(text=_AI_USED, record=AI, says="How far software wrote the text, and who answers for it."),
    "tags": ListKind(of=TextKind(), says="Topics; each has a page of its own.", examples=(["oncology"],)),
    "codes": ListKind(of=CODE, single=False, says="What the article is about, in medical classifications."),
    "waivers": ListKind(of=WAIVER, single=False, says="Rules that are suspended for this article."),
    "slug": TextKind(says="The last part of the address, instead of the file's name.", examples=("ileal-net",)),
    "aliases": ListKind(of=TextKind(), says="Old addresses that lead here.", examples=(["/old/place/"],)),
    "layout": ChoiceKind(choices=("article", "page"), says="A page is not reviewed: policies, contact and the like."),
    "draft": FlagKind(says="A draft is shown by vademecum serve alone."),
    "lang": LanguageKind(says="The language of the text (BCP 47), if it is not the site's.", examples=("en", "fr-CA")),
    "translation-of": TextKind(says="The article that this one translates: its path below content/."),
    "toc": FlagKind(says="Whether a table of contents is shown."),
    "scholarly": FlagKind(says="Whether the head has the tags that Google Scholar and Zotero read."),
    "follow-up": FlagKind(says="Whether the site's follow-up block stands after the article."),
    "specialty": TextKind(says="The medical specialty.", examples=("Oncologic",)),
    "type": TextKind(says="What kind of text it is.", examples=("topic", "answer", "guideline-summary")),
    "key-points": ListKind(of=TextKind(), says="What to take away, three to five sentences."),
    "jurisdiction": ListKind(of=TextKind(), says="Countries whose law the text is about.", examples=(["GB"],)),
    "has-dosing": FlagKind(says="Whether the text tells doses."),
    "nocite": ListKind(of=TextKind(), says="Sources to list although the text does not cite them.", examples=(["@*"],)),
    "further-reading": ListKind(of=TextKind(), says="Sources to recommend, in a list of their own."),
    "withdrawn": WITHDRAWAL,
    "recommendations": ListKind(
        of=RECOMMENDATION, single=False, says="What the article recommends, graded after GRADE."
    ),
    "discussed-retractions": FreeMapKind(says="Retracted sources that the text discusses: key and reason."),
    "corrections": ListKind(of=CORRECTION, single=False, says="What was put right after publication."),
    "media": ListKind(of=FreeMapKind(), single=False, says="Pictures and films: credit, licence, consent."),
    "extra": FreeMapKind(says="The site's own data, for its layouts."),
}
"""Every field but ``audiences``, which is a list or a map."""

AUDIENCES = "The readers: one variant for each. Ids of content/_audiences/, or a map of ids with title and description."
