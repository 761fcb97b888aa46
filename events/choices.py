"""Controlled vocabularies. Each class cites the vocabulary its terms come from.

Values are kebab-case slugs: they stand in addresses, in the dataset and in the codebook.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Editorial status of a record (Schema.org `creativeWorkStatus`; terms of our own)."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")
    MERGED = "merged", _("merged")


class RevisionState(TextChoices):
    """State of a proposed change to a published record; terms of our own."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EventKind(TextChoices):
    """What kind of happening; after PLOVER event modes, cut to those of an organisation."""

    SUMMIT = "summit", _("Summit")
    COUNCIL_MEETING = "council-meeting", _("Council meeting")
    MINISTERIAL = "ministerial", _("Ministerial")
    BILATERAL_MEETING = "bilateral-meeting", _("Bilateral meeting")
    VISIT = "visit", _("Visit")
    CONSULTATION = "consultation", _("Consultation")
    SIGNING = "signing", _("Signing")
    CONFERENCE = "conference", _("Conference")
    CULTURAL_EVENT = "cultural-event", _("Cultural event")
    EXERCISE = "exercise", _("Exercise")
    OBSERVER_MISSION = "observer-mission", _("Observer mission")
    PRESS_CONFERENCE = "press-conference", _("Press conference")
    INTERVIEW = "interview", _("Interview")
    STATEMENT_RELEASE = "statement-release", pgettext_lazy("event", "Statement")
    OTHER = "other", _("Other")


class EventGroup(TextChoices):
    """Seven families of event kinds; charts stack these."""

    SUMMIT = "summits", _("Summits")
    COUNCIL = "councils", _("Councils and ministerials")
    MEETING = "meetings", _("Meetings and visits")
    SIGNING = "signings", _("Signings")
    CONFERENCE = "conferences", _("Conferences and culture")
    FIELD = "field", _("Exercises and missions")
    WORDS = "words", _("Press and other")


KINDS_OF_GROUP: dict[str, tuple[str, ...]] = {
    EventGroup.SUMMIT: (EventKind.SUMMIT,),
    EventGroup.COUNCIL: (EventKind.COUNCIL_MEETING, EventKind.MINISTERIAL),
    EventGroup.MEETING: (
        EventKind.BILATERAL_MEETING,
        EventKind.VISIT,
        EventKind.CONSULTATION,
    ),
    EventGroup.SIGNING: (EventKind.SIGNING,),
    EventGroup.CONFERENCE: (EventKind.CONFERENCE, EventKind.CULTURAL_EVENT),
    EventGroup.FIELD: (EventKind.EXERCISE, EventKind.OBSERVER_MISSION),
    EventGroup.WORDS: (
        EventKind.PRESS_CONFERENCE,
        EventKind.INTERVIEW,
        EventKind.STATEMENT_RELEASE,
        EventKind.OTHER,
    ),
}
GROUP_OF_KIND: dict[str, str] = {
    kind: group for group, kinds in KINDS_OF_GROUP.items() for kind in kinds
}


class EventState(TextChoices):
    """Whether it took place (schema.org `eventStatus`, RFC 5545 `STATUS`)."""

    ANNOUNCED = "announced", pgettext_lazy("event state", "announced")
    HELD = "held", pgettext_lazy("event state", "held")
    POSTPONED = "postponed", pgettext_lazy("event state", "postponed")
    CANCELLED = "cancelled", pgettext_lazy("event state", "cancelled")


class EventMode(TextChoices):
    """How people took part (schema.org `eventAttendanceMode`)."""

    IN_PERSON = "in-person", _("in person")
    VIDEO = "video", _("by video")
    HYBRID = "hybrid", _("partly by video")
    UNKNOWN = "unknown", _("format not known")


class DateBasis(TextChoices):
    """Where a date comes from; terms of the starter dataset."""

    STATED = "stated", _("stated by a source")
    FROM_PUBLICATION_DATE = (
        "from-publication-date",
        _("inferred from the publication date"),
    )
    EXTERNAL = "external", _("known from outside the sources")


class StatementKind(TextChoices):
    """How the words reached the source; terms of our own."""

    QUOTATION = "quotation", _("quotation")
    PARAPHRASE = "paraphrase", _("paraphrase")
    JOINT_TEXT = "joint-text", _("joint text")
    READ_OUT = "read-out", _("read-out")


class InitiativeKind(TextChoices):
    """What would come into being; terms of our own."""

    INSTITUTION = "institution", _("institution")
    INFRASTRUCTURE = "infrastructure", _("infrastructure")
    PROGRAMME = "programme", _("programme")
    LEGAL_TEXT = "legal-text", _("legal text")
    MECHANISM = "mechanism", _("mechanism")


class Verb(TextChoices):
    """What happened to an initiative in one step; after the life cycle of treaties and projects."""

    PROPOSED = "proposed", _("proposed")
    REITERATED = "reiterated", _("reiterated")
    SUPPORTED = "supported", _("supported")
    NEGOTIATED = "negotiated", _("negotiated")
    AGREED = "agreed", _("agreed")
    ADOPTED = "adopted", _("adopted")
    SIGNED = "signed", _("signed")
    RATIFIED = "ratified", _("ratified")
    ENTERED_INTO_FORCE = "entered-into-force", _("entered into force")
    LAUNCHED = "launched", _("launched")
    ESTABLISHED = "established", _("established")
    UNDER_CONSTRUCTION = "under-construction", _("under construction")
    COMPLETED = "completed", _("completed")
    STALLED = "stalled", _("stalled")
    REJECTED = "rejected", _("rejected")


class VerbStage(TextChoices):
    """The four looks of a step in a life-line."""

    SAID = "said", _("said")
    NEGOTIATED = "negotiated", _("negotiated")
    DECIDED = "decided", pgettext_lazy("stage", "decided")
    IN_BEING = "in-being", _("in being")
    HALTED = "halted", _("halted")


STAGE_OF_VERB: dict[str, str] = {
    Verb.PROPOSED: VerbStage.SAID,
    Verb.REITERATED: VerbStage.SAID,
    Verb.SUPPORTED: VerbStage.SAID,
    Verb.NEGOTIATED: VerbStage.NEGOTIATED,
    Verb.AGREED: VerbStage.DECIDED,
    Verb.ADOPTED: VerbStage.DECIDED,
    Verb.SIGNED: VerbStage.DECIDED,
    Verb.RATIFIED: VerbStage.DECIDED,
    Verb.ENTERED_INTO_FORCE: VerbStage.IN_BEING,
    Verb.LAUNCHED: VerbStage.IN_BEING,
    Verb.ESTABLISHED: VerbStage.IN_BEING,
    Verb.UNDER_CONSTRUCTION: VerbStage.IN_BEING,
    Verb.COMPLETED: VerbStage.IN_BEING,
    Verb.STALLED: VerbStage.HALTED,
    Verb.REJECTED: VerbStage.HALTED,
}


class DocumentKind(TextChoices):
    """Kind of text (UN Treaty Collection glossary, cut to what the SCO adopts)."""

    TREATY = "treaty", _("treaty")
    AGREEMENT = "agreement", _("agreement")
    PROTOCOL = "protocol", _("protocol")
    DECLARATION = "declaration", _("declaration")
    COMMUNIQUE = "communique", _("communique")
    STATEMENT = "statement", pgettext_lazy("document", "statement")
    STRATEGY = "strategy", _("strategy")
    PROGRAMME = "programme", _("programme")
    PLAN = "plan", _("plan")
    CONCEPT = "concept", _("concept")
    DECISION = "decision", _("decision")
    RESOLUTION = "resolution", _("resolution")
    REGULATION = "regulation", _("regulation")
    MEMORANDUM = "memorandum", _("memorandum")
    OTHER = "other", _("other")


class ActorKind(TextChoices):
    """Popolo: Person and Organization; an organ is an Organization with a parent."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    ORGAN = "organ", _("organ")


class EventRole(TextChoices):
    """Role at an event."""

    HOST = "host", _("host")
    CHAIR = "chair", pgettext_lazy("role", "chair")
    PARTICIPANT = "participant", _("participant")
    SPEAKER = "speaker", _("speaker")
    SIGNATORY = "signatory", _("signatory")
    GUEST = "guest", _("guest")


class StatementRole(TextChoices):
    """Role in a statement."""

    SPEAKER = "speaker", _("speaker")
    ON_BEHALF_OF = "on-behalf-of", _("on behalf of")
    ADDRESSEE = "addressee", _("addressee")


class StepRole(TextChoices):
    """Role in a step of an initiative."""

    BY = "by", pgettext_lazy("step role", "by")
    WITH = "with", pgettext_lazy("step role", "with")


class PostLevel(TextChoices):
    """Rank of an office, highest first."""

    HEAD_OF_STATE = "head-of-state", _("head of state")
    HEAD_OF_GOVERNMENT = "head-of-government", _("head of government")
    DEPUTY_HEAD_OF_GOVERNMENT = (
        "deputy-head-of-government",
        _("deputy head of government"),
    )
    MINISTER = "minister", _("minister")
    DEPUTY_MINISTER = "deputy-minister", _("deputy minister")
    SECURITY_COUNCIL_SECRETARY = (
        "secretary-of-security-council",
        _("secretary of a security council"),
    )
    AMBASSADOR = "ambassador", _("ambassador")
    HEAD_OF_ORGANISATION = "head-of-organisation", _("head of an organisation")
    DEPUTY_HEAD_OF_ORGANISATION = (
        "deputy-head-of-organisation",
        _("deputy head of an organisation"),
    )
    OFFICIAL = "official", pgettext_lazy("rank", "official")
    OTHER = "other", _("other")


class PeriodRole(TextChoices):
    """Standing of a country in an organ of the SCO."""

    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")
    DIALOGUE_PARTNER = "dialogue-partner", _("dialogue partner")
    PARTNER = "partner", _("partner")
    CHAIR = "chair", pgettext_lazy("standing", "chair")


class PlacePrecision(TextChoices):
    """What the coordinates of a place stand for."""

    VENUE = "venue", _("venue")
    CITY = "city", _("city")
    REGION = "region", _("region")
    COUNTRY = "country", _("country")
    NONE = "none", _("no coordinates")


class PublisherKind(TextChoices):
    """Who publishes; terms of the starter dataset."""

    OFFICIAL = "official", _("official")
    NEWS = "news", _("news")
    COPY_OR_TRANSLATION = "copy-or-translation", _("copy or translation")
    ANALYSIS_OR_ARCHIVE = "analysis-or-archive", _("analysis or archive")
    OTHER = "other", _("other")


class HeadlineBasis(TextChoices):
    """Whether a curator saw the headline."""

    SEEN = "seen", _("seen on the page")
    REBUILT = "rebuilt", _("rebuilt from the address")
    NOT_SEEN = "not-seen", _("headline not seen")


class Triage(TextChoices):
    """Where an article stands on its way to being coded."""

    NEW = "new", _("new")
    IN_PROGRESS = "in-progress", _("in progress")
    CODED = "coded", _("coded")
    BACKGROUND = "background", _("background")
    OUT_OF_SCOPE = "out-of-scope", _("out of scope")


#: What is still to be done, in the order of work; and what nothing is coded from.
UNFINISHED = (Triage.NEW, Triage.IN_PROGRESS)
PUT_ASIDE = (Triage.BACKGROUND, Triage.OUT_OF_SCOPE)


class CaptureMethod(TextChoices):
    """How the text of an article came to us."""

    DIGEST = "digest", _("read elsewhere, digest only")
    FILE = "file", _("text file")
    PASTE = "paste", _("pasted text")
    FETCH = "fetch", _("fetched from the address")


class ParagraphKind(TextChoices):
    """What a passage of an article is."""

    WHOLE = "whole", _("whole article")
    HEADING = "heading", _("heading")
    BODY = "body", _("body")
    SIDEBAR = "sidebar", _("sidebar")
    BOILERPLATE = "boilerplate", _("boilerplate")


#: The article itself, without what stands around it on the page.
OWN_TEXT = (ParagraphKind.HEADING, ParagraphKind.BODY)


class Stance(TextChoices):
    """Whether a passage bears a claim out (W3C Web Annotation motivation `assessing`)."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")


class Confidence(TextChoices):
    """How sure the coder is that the passage says this."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Script(TextChoices):
    """ISO 15924 codes of the scripts names come in."""

    LATIN = "Latn", _("Latin")
    CYRILLIC = "Cyrl", _("Cyrillic")
    HAN = "Hans", _("Chinese, simplified")
    HAN_TRADITIONAL = "Hant", _("Chinese, traditional")
    ARABIC = "Arab", _("Arabic")


class Outcome(TextChoices):
    """What an editorial step did to a record or revision; for the journal of the desk."""

    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SuggestionKind(TextChoices):
    """What a passage of a text was recognised as."""

    ACTOR = "actor", _("person or organisation")
    COUNTRY = "country", _("country")
    PLACE = "place", _("place")
    DATE = "date", _("date")
    EVENT = "event", _("event")
    INITIATIVE = "initiative", _("initiative")
    QUOTATION = "quotation", _("quotation")
    TOPIC = "topic", _("topic")
    MATCH = "match", _("event on record")
