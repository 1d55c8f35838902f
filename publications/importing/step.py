"""A step of entries that are new or have changed: recognised, merged or made, and staged."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from publications.bibtex.vocabulary import NOT_PUBLICATIONS
from publications.importing.describing import describe
from publications.importing.items import Item, Match, source_as_dict, source_text
from publications.importing.known import Base, Candidate, Finder, base_values
from publications.importing.match import (
    evidently_different,
    other_version,
    probably_same,
    same_by_description,
    same_by_identifier,
    similar_titles,
)
from publications.importing.merge import merge, next_base
from publications.importing.shapes import SHAPES, row_of
from publications.importing.values import EMPTY, PEOPLE, PLAIN, Values, full_name, short_key
from publications.models import FurtherSource, PublicationAlias, Source
from publications.models.publication import PLACES
from publications.searching import Person

if TYPE_CHECKING:
    from publications.importing.settle import Settler

_COMPARED = (*PLAIN, *PEOPLE, "topics")
_EMPTY = EMPTY | {"authors": (), "editors": (), "topics": ()}


class Step:
    """The entries of one step that are new or have changed, with all they may be looked up."""

    def __init__(self, settler: "Settler", items: list[Item], bases: list[Base]) -> None:
        self.all = settler
        self.items = items
        self.bases: dict[str, list[Base]] = defaultdict(list)
        for base in bases:
            if not settler.is_claimed(base):
                self.bases[base.key].append(base)
        self.finder = Finder()
        self.sources: dict[tuple[int, int | None], Any] = {}
        self.made: dict[tuple[str, str], Candidate] = {}

    def settle(self) -> None:
        self._look_up()
        for item in self._known_first():
            repeated = self.made.get((item.identity, item.digest))
            if repeated:
                self.all.tell_repeated(item, repeated.pk, repeated.publication.slug)
            else:
                self._settle_one(item)

    def _known_first(self) -> list[Item]:
        """What only another edition understood goes first, so that nothing else takes its place."""
        known = {base.text for bases in self.bases.values() for base in bases}
        return sorted(self.items, key=lambda item: item.text not in known)

    def _look_up(self) -> None:
        keys = {item.identity for item in self.items}
        values = [item.values for item in self.items]
        titles = {item.publication.sort_title for item in self.items} - {""}
        ids = self.finder.look_up(keys, values, titles)
        ids.update(base.publication_id for bases in self.bases.values() for base in bases)
        if ids:
            self.all.stage.see(sorted(ids))
            self.finder.load(ids)
            bases = [base for bases in self.bases.values() for base in bases]
            own = [Base(pk, None, "", "", "", False) for pk in ids]
            self.sources = base_values([*bases, *own])
        self.all.people.expect(self._names())
        self.all.keys.expect(keys)
        self.all.slugs.expect(item.slug_stem for item in self.items)
        keywords = (word for item in self.items for word in item.values.get("keywords", ()))
        self.all.topics.expect(keywords)

    def _names(self) -> Iterator[list[str]]:
        for values in (
            *(item.values for item in self.items),
            *(source.values for source in self.sources.values()),
        ):
            for name in PEOPLE:
                yield from values.get(name, ())

    # --- recognising -----------------------------------------------------------------------------

    def _settle_one(self, item: Item) -> None:
        match, others = self._recognise(item)
        if match is None and others is None:
            self.all.defer(item)
        elif match is None:
            self._create(item, others or [])
        elif match.further:
            self._add_to(item, match)
        else:
            self._update(item, match, others or [])

    def _recognise(self, item: Item) -> tuple[Match | None, list[Candidate] | None]:
        """The publication that this is, and others that it might be; (None, None): not yet."""
        by_number = self._by_number(item)
        own = self._own(item)
        if own:
            others = [c for c in by_number if c.pk != own.candidate.pk]
            return own, others
        for candidate in by_number:
            if same_by_identifier(candidate.values, item.values):
                further = candidate.in_run or candidate.pk in self.all.claimed
                source = None if further else self.sources.get((candidate.pk, None))
                return Match(candidate, source, further), []
        similar = self._same_title(item)
        free = [c for c in similar if not c.in_run and c.pk not in self.all.claimed]
        described = [c for c in free if same_by_description(c.values, item.values)]
        if len(described) == 1:
            if not item.last_chance:
                return None, None
            candidate = described[0]
            return Match(candidate, self.sources.get((candidate.pk, None)), False), []
        return None, [*by_number, *(c for c in similar if c not in by_number)]

    def _own(self, item: Item) -> Match | None:
        """The publication that follows this key, if it is not evidently another work."""
        bases = [b for b in self.bases.get(item.identity, ()) if not self.all.is_claimed(b)]
        # Where several came in under the key, each follows its own text, also from another edition.
        bases.sort(key=lambda base: base.text != item.text)
        for base in bases[:50]:
            candidate = self.finder.candidates.get(base.publication_id)
            source = self.sources.get(base.identity)
            if candidate and source and not evidently_different(candidate.values, item.values):
                self.all.claim(base)
                return Match(candidate, source, base.further_id is not None)
        for pk in self.finder.by_key.get(item.identity, ()):
            candidate = self.finder.candidates.get(pk)
            free = candidate and not candidate.in_run and pk not in self.all.claimed
            # It did not come in under this key, so the key alone says too little.
            if candidate and free and similar_titles(candidate.values, item.values):
                return Match(candidate, self.sources.get((pk, None)), False)
        for pk in self.finder.by_alias.get(item.identity, ()):
            candidate = self.finder.candidates.get(pk)
            if candidate and not evidently_different(candidate.values, item.values):
                further = (pk, None) in self.sources or pk in self.all.claimed
                return Match(candidate, None, further)
        return None

    def _by_number(self, item: Item) -> list[Candidate]:
        found: list[Candidate] = []
        for column, names in (("doi", {"doi"}), ("arxiv_id", {"eprint"})):
            number = item.values.get(column)
            if number and not names & item.entry.inherited:
                for pk in self.finder.by_number.get((column, number), ()):
                    candidate = self.finder.candidates.get(pk)
                    if candidate and candidate not in found:
                        found.append(candidate)
        return found

    def _same_title(self, item: Item) -> list[Candidate]:
        title = item.publication.sort_title
        pks = self.finder.by_title.get(title, ()) if title else ()
        candidates = (self.finder.candidates.get(pk) for pk in pks)
        return [c for c in candidates if c and probably_same(c.values, item.values)]

    # --- making ----------------------------------------------------------------------------------

    def _create(self, item: Item, others: list[Candidate]) -> None:
        publication, everything = item.publication, self.all
        ids = self._ids(item.values)
        publication.id = everything.ids.take()
        publication.slug = everything.slugs.take(item.slug_stem)
        key = short_key(item.entry.key.strip()) or publication.slug
        publication.key = everything.keys.take(key)
        if item.entry.key and publication.key != key:
            item.problems.append(
                _("The key “%(key)s” stands for another entry too; this one came in as “%(new)s”.")
                % {"key": key, "new": publication.key}
            )
        is_data = item.entry.type in NOT_PUBLICATIONS
        if is_data:
            item.problems.append(
                _("@%(type)s holds what other entries use and is no publication: kept as a draft.")
                % {"type": item.entry.type}
            )
        publication.live = not (everything.as_drafts or is_data)
        publication.has_unpublished_changes = not publication.live
        publication.created_at = publication.changed_at = everything.now
        if publication.live:
            publication.first_published_at = publication.last_published_at = everything.now
        self.all.writer.stage_new(publication, ids)
        self._index(item, ids)
        self._stage_new_source(item)
        everything.claimed.add(publication.id)
        candidate = Candidate(publication, item.values, ids, in_run=True)
        self.finder.add(candidate)
        self.made[item.identity, item.digest] = candidate
        self._mention_versions(item, others)
        if item.identity in everything.deleted:
            item.problems.append(_("It was here before and has been deleted; it comes in anew."))
        everything.tell_of(
            item,
            "created",
            publication.id,
            publication.slug,
            possible_duplicate_of=[c.publication.key for c in others],
            undo=self._made(listed=publication.live),
        )

    def _index(self, item: Item, ids: dict[str, tuple[int, ...]]) -> None:
        publication, told = item.publication, item.told
        if not self.all.indexer or not publication.live:
            return
        called, spellings = self.all.people.names, self.all.people.spellings
        people = [
            Person(role, called[pk], spellings[pk])
            for key, role in (("authors", "author"), ("editors", "editor"))
            for pk in ids[key]
        ]
        topics = sorted(self.all.topics.names[pk] for pk in ids["topics"])
        if not told or (told.key, told.people, told.topics) != (publication.key, people, topics):
            told = describe(publication, people, topics)
        self.all.indexer.add_publication(publication, told)

    def _mention_versions(self, item: Item, others: list[Candidate]) -> None:
        for candidate in self._by_number(item):
            if candidate in others and other_version(candidate.values, item.values):
                item.problems.append(
                    _("“%(key)s” has the same number and is another version of this work.")
                    % {"key": candidate.publication.key}
                )

    def _made(self, *, listed: bool = False) -> dict[str, Any]:
        """The authors and topics that exist because of this entry, for undoing.

        Where it makes no publication that is `listed`, the authors may have written nothing that is.
        """
        if not listed:
            self.all.people.unsure.update(self.all.people.made)
        made = {"authors": self.all.people.made, "topics": self.all.topics.made}
        self.all.people.made, self.all.topics.made = [], []
        return {name: pks for name, pks in made.items() if pks}

    def _ids(self, values: Values) -> dict[str, tuple[int, ...]]:
        ids = {name: self.all.people.find_or_make(values.get(name, ())) for name in PEOPLE}
        return ids | {"topics": self.all.topics.find_or_make(values.get("keywords", ()))}

    def _stage_new_source(self, item: Item) -> None:
        pk = item.publication.id
        text = {"publication_id": pk, **source_text(item, item.values, []), **item.said}
        self.all.stage.put_new(Source, pk, [SHAPES[Source].row(text)])

    def _stage_source(self, item: Item, pk: int, values: Values, kept: list[str]) -> None:
        row = SHAPES[Source].row({"publication_id": pk, **source_text(item, values, kept)})
        self.all.stage.put(Source, pk, [row])

    # --- merging ---------------------------------------------------------------------------------

    def _update(self, item: Item, match: Match, others: list[Candidate]) -> None:
        candidate, source = match.candidate, match.source
        publication = candidate.publication
        self.all.claimed.add(publication.pk)
        base = source.values if source else None
        kept, changes, undo = self._merge(item, candidate, base)
        renamed = self._renamed(item, candidate, source)
        if renamed:
            changes["key"] = renamed
            undo["before"]["key"], undo["after"]["key"] = renamed
        if (
            source is None
            or changes
            or (
                # An entry that came in under another key and changes nothing leaves the base alone.
                source.key == item.identity and (source.digest, source.kept) != (item.digest, kept)
            )
        ):
            undo["source"] = source_as_dict(source)
            self._stage_source(item, publication.pk, next_base(base, item.values, kept), kept)
        self._write(item, candidate, undo)
        self.made[item.identity, item.digest] = candidate
        self.all.tell_of(
            item,
            "updated" if changes else "unchanged",
            publication.pk,
            publication.slug,
            changes=changes,
            kept_edits=kept,
            possible_duplicate_of=[c.publication.key for c in others],
            undo=undo | self._made() if changes or "source" in undo else {},
        )

    def _add_to(self, item: Item, match: Match) -> None:
        """Take from a second entry of one work what the first does not say."""
        candidate, source = match.candidate, match.source
        base = source.values if source else None
        kept, changes, undo = self._merge(item, candidate, base)
        if source is None and kept:
            item.problems.append(
                _(
                    "Another entry, “%(key)s”, is the same work; where they differ, what that one "
                    "says was kept: %(fields)s."
                )
                % {"key": candidate.publication.key, "fields": ", ".join(kept)}
            )
        elif source is None:
            item.problems.append(
                _("Another entry, “%(key)s”, is the same work.")
                % {"key": candidate.publication.key}
            )
        number = source.pk if source else self.all.further_ids.take()
        values = item.values if source is None else next_base(base, item.values, kept)
        further = FurtherSource(
            id=number,
            publication_id=candidate.pk,
            **source_text(item, values, kept if source else []),
        )
        undo["further"] = [number, source_as_dict(source)]
        self.all.stage.put(FurtherSource, number, [row_of(further)])
        self._write(item, candidate, undo)
        self.made[item.identity, item.digest] = candidate
        self.all.tell_of(
            item,
            "updated" if changes else "unchanged",
            candidate.pk,
            candidate.publication.slug,
            changes=changes,
            kept_edits=kept if source else [],
            undo=undo | self._made(),
        )

    def _merge(
        self, item: Item, candidate: Candidate, base: Values | None
    ) -> tuple[list[str], dict[str, list[Any]], dict[str, Any]]:
        """Merge into the candidate; returns the fields kept, the changes, and how to undo them."""
        ids = self._ids(item.values)
        current = candidate.values | candidate.ids
        new = item.values | ids
        said = base and base | {
            **{name: self.all.people.find(base.get(name, ())) for name in PEOPLE},
            "topics": self.all.topics.find(base.get("keywords", ())),
        }
        merged = merge(said, current, new, _EMPTY, names=_COMPARED, update=self.all.update)
        before = {name: current.get(name, _EMPTY[name]) for name in merged.taken}
        after = {name: new.get(name, _EMPTY[name]) for name in merged.taken}
        unplaced = current.get("extra", {})
        placed = {name for name in unplaced if base is None and after.get(PLACES.get(name, ""))}
        if placed:
            # What had no place in one entry has it now in another of the same work.
            before["extra"] = unplaced
            after["extra"] = {name: unplaced[name] for name in unplaced if name not in placed}
        changes = {
            name: [self._shown(name, candidate.values, before), self._shown(name, item.values, after)]
            for name in after
        }  # fmt: skip
        return merged.kept, changes, {"before": before, "after": after}

    def _shown(self, name: str, values: Values, compared: dict[str, Any]) -> Any:
        if name in PEOPLE:
            return [full_name(person) for person in values.get(name, ())]
        if name == "topics":
            return [self.all.topics.names.get(pk, "") for pk in compared[name]]
        return compared[name]

    def _renamed(
        self, item: Item, candidate: Candidate, source: Source | FurtherSource | None
    ) -> list[str] | None:
        """[old, new] if the file now has another key, the site still the old one, and it is free."""
        publication = candidate.publication
        key = short_key(item.entry.key.strip())
        if not key or source is None or publication.key != source.key or publication.key == key:
            return None
        if not self.all.keys.is_free(key):
            return None
        old, publication.key = publication.key, self.all.keys.take(key)
        alias = PublicationAlias(publication_id=publication.pk, kind="key", value=old)
        self.all.stage.put(PublicationAlias, old, [row_of(alias)])
        return [old, key]

    def _write(self, item: Item, candidate: Candidate, undo: dict[str, Any]) -> None:
        """Stage the candidate as it is after a merge, with new revisions where it has some."""
        before, after = undo["before"], undo["after"]
        if not after:
            return
        for name in after:
            if name in PEOPLE:
                candidate.values[name] = item.values.get(name, [])
        stays = self.all.writer.write(candidate, before, after)
        if stays:
            item.problems.append(
                _("The open draft of this publication keeps its own: %(fields)s.")
                % {"fields": ", ".join(stays)}
            )
