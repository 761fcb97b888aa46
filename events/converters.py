"""Public ids in addresses: `ev12` as a number, one converter a kind of record."""

from __future__ import annotations

from typing import Any, ClassVar

from events.models import RECORD_OF_PREFIX, Article

#: What a database can hold; a larger number is no id, and its address is unknown.
LARGEST = 2**31 - 1


class PublicId:
    """The number in a public id; `to_url` takes the number or the id."""

    prefix: ClassVar[str]
    regex: ClassVar[str]

    def to_python(self, value: str) -> int:
        """The number; ValueError (an unknown address) where no record can have it."""
        number = int(value.removeprefix(self.prefix))
        if number > LARGEST:
            raise ValueError(value)
        return number

    def to_url(self, value: Any) -> str:
        """The public id."""
        text = str(value)
        return text if text.startswith(self.prefix) else f"{self.prefix}{text}"


def _converter(prefix: str) -> type[PublicId]:
    regex = f"{prefix}[1-9][0-9]{{0,9}}"
    return type(f"{prefix.title()}Id", (PublicId,), {"prefix": prefix, "regex": regex})


PREFIXES = (*RECORD_OF_PREFIX, Article.prefix)
CONVERTERS: dict[str, type] = {prefix: _converter(prefix) for prefix in PREFIXES}


class AnyPublicId:
    """Any public id, as it is."""

    regex = f"(?:{'|'.join(PREFIXES)})[1-9][0-9]{{0,9}}"

    def to_python(self, value: str) -> str:
        """The id; ValueError where no record can have it."""
        if int(value[2:]) > LARGEST:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """The id."""
        return str(value)


CONVERTERS["public_id"] = AnyPublicId
