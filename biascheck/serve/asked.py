"""What a request asks for; what FastAPI checks it by and writes its schema from."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: Fields of which exactly one is given.
SOURCES: Final = ("text", "url")

Name = Annotated[str, Field(min_length=1, max_length=200)]


def _one_source(schema: dict[str, Any]) -> None:
    """Say in the schema what the validator says."""
    schema["oneOf"] = [{"required": [name]} for name in SOURCES]
    for field in schema["properties"].values():
        field.pop("default", None)


class Asked(BaseModel):
    """An article to analyse: a text or the address of a page, never both."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        title="Request",
        json_schema_extra=_one_source,
        hide_input_in_errors=True,
    )

    text: str = Field("", min_length=1, description="The article, its headline in the first line.")
    url: str = Field(
        "", min_length=1, max_length=2000, description="Address of a page, http or https."
    )
    title: str = Field(
        "", min_length=1, max_length=1000, description="The headline, if it is not in the text."
    )
    targets: tuple[Name, ...] = Field(
        (),
        max_length=20,
        description="Whom to judge the stance towards; without any, they are found.",
    )
    dimensions: tuple[Name, ...] = Field(
        (),
        max_length=20,
        description="Only these, such as stance; without any, all built-in ones.",
    )

    @model_validator(mode="after")
    def _has_one_source(self) -> Asked:
        if (self.text == "") == (self.url == ""):
            raise ValueError("exactly one of text and url must be given")
        return self
