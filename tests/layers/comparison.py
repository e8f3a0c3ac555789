"""Whether a value that went from one layer to another is still the same as far as both have words for it.

What differs on purpose stands in schema/layers/rules.toml, which is read here anew; a substitution, an omission or a
changed field that no rule names is a mismatch, and so is one that the other layer did not call for.
"""
import tomllib


class Mismatch(Exception):
    """The text says where and what."""


# OLDER <- CANONICAL, what the older value is of a canonical one; None: the rule may say anything. Pairs that are not
# here are only checked to have a rule.
CONVERSIONS = {
    "int <- long": lambda value: max(-2**31, min(2**31 - 1, value)),
    "Bool <- true": lambda value: value,
    "int <- PeerColor": lambda value: value.get("color"),
    "int <- RecentStory": lambda value: value.get("max_id"),
    "long <- Peer": lambda value: value.get("user_id"),
    "long <- StarsAmount": lambda value: value["amount"] if value["_"] == "starsAmount" else None,
    "string <- TextWithEntities": lambda value: value["text"],
    "Vector<long> <- Vector<Peer>": lambda value: [peer["user_id"] for peer in value if peer["_"] == "peerUser"],
}


# Likewise of rules that name a field: what the older field is of the canonical object. What comes in always fits.
FIELDS = {
    "reply_to_msg_id": lambda own: own.get("reply_to", {}).get("reply_to_msg_id"),
    "top_msg_id": lambda own: own.get("reply_to", {}).get("top_msg_id"),
    "user_of_peer": lambda own: own["peer"].get("user_id"),
    "first_username": lambda own: next((name["username"] for name in own["usernames"] if "active" in name), ""),
    "background_emoji": lambda own: own.get("color", {}).get("background_emoji_id"),
    "chosen": lambda own: True if "chosen_order" in own else None,
    "emoji_text": lambda own: own["alt"],
    "math_source": lambda own: own["source"],
    "signatures_enabled": lambda own: "signatures_enabled" in own,
    "verification_code": lambda own: own["verification"].get("code"),
    "theme_emoticon": lambda own: (own.get("theme") or {}).get("emoticon"),
    "zero": lambda own: 0,
}


class Rules:
    def __init__(self, path):
        rules = tomllib.loads(path.read_text())
        self.fields = rules["fields"]               # "name.field:TYPE THERE"
        self.values = set(rules["values"]["known"])
        self.renamed = rules["renamed"]             # name there -> canonical name
        self.results = rules["results"]
        self._absent = rules["absent"]
        self.names_there = {}                       # canonical name -> names there
        for there, own in self.renamed.items():
            self.names_there.setdefault(own, []).append(there)

    def substitute(self, line, layer):
        """What that layer is sent in place of a canonical constructor: (name, names of the fields the rule sets), or
        None where it is left out."""
        for key in (line.name, line.type.name):
            choices = self._absent.get(key, [])
            for choice in choices if isinstance(choices, list) else [choices]:
                choice = {"as": choice} if isinstance(choice, str) else choice
                if line.by_name.keys() >= set(choice.get("with", [])) and layer.number >= choice.get("from", 0):
                    known = choice["as"] in layer.constructors
                    return (choice["as"], choice.get("set", {}).keys()) if known else None
        return None


class Comparison:
    """From `source` to `target`, one of which is canonical: the other one is `there`."""

    def __init__(self, source, target, rules, down, needed):
        """`needed(line)`: whether the server handles such values; for others there need be no rules."""
        self._source, self._target, self._rules = source, target, rules
        self._down, self._needed = down, needed

    def requests(self, value, other):
        expected = self._rules.renamed.get(value["_"], value["_"])
        if other["_"] != expected:
            raise Mismatch(f"{value['_']}: became {other['_']}")
        self._fields(self._source.methods[value["_"]], self._target.methods[expected], value, other, value["_"])

    def values(self, type_, value, other, path=""):
        if type_.vector:
            self._items(type_, value, other, path)
        elif isinstance(value, dict):
            self._objects(value, other, path)
        elif value != other:
            raise Mismatch(f"{path}: {value!r} became {other!r}")

    def _objects(self, value, other, path):
        line, there = self._source.constructors[value["_"]], self._target.constructors[other["_"]]
        path = f"{path}/{line.name}" if path else line.name
        if there in self._lines_for(line):
            self._fields(line, there, value, other, path)
        else:
            self._substitution(line, there, value, other, path)

    def _lines_for(self, line):
        """What the target calls that constructor of the source."""
        names = [line.name] + (self._rules.names_there.get(line.name, []) if self._down
                               else [self._rules.renamed.get(line.name)])
        return [self._target.constructors[name] for name in names if name in self._target.constructors]

    def _substitution(self, line, there, value, other, path):
        known = [known.name for known in self._lines_for(line) if known.type.name == there.type.name]
        rule = self._rules.substitute(line, self._target) if self._down else None
        if known or rule is None or there.name != rule[0]:
            raise Mismatch(f"{path}: became {there.name}" + (f" although {known} is there" if known else ""))
        if line.type.name == "Update" and other.get("messages"):
            raise Mismatch(f"{path}: became {there.name} of messages that were not deleted")
        self._fields(line, there, value, other, f"{path} as {there.name}", but={*rule[1], "messages"})

    def _fields(self, line, there, value, other, path, but=()):
        ruled = self._ruled_fields(line, there, value, other, path)
        for field in there.fields:
            before = line.by_name.get(field.name)
            if before is None or field.type.name == "#" or field.name in but or field.name in ruled:
                continue
            if before.type != field.type:
                self._converted(there, before, field, value, other, path)
            elif field.name in value and field.name in other:
                self.values(field.type, value[field.name], other[field.name], f"{path}.{field.name}")
            elif field.name in value:
                self._left_out(there, field, value, path)
            elif field.name in other and not self._travels_along(there, field, other):
                raise Mismatch(f"{path}.{field.name}: became {other[field.name]!r}, from nothing")

    def _ruled_fields(self, line, there, value, other, path):
        """The names of those fields of the older line that rules speak of; they are checked here."""
        own_line, old_line = (line, there) if self._down else (there, line)
        own, old = (value, other) if self._down else (other, value)
        found = set()
        for field in old_line.fields:
            rule = self._rules.fields.get(f"{own_line.name}.{field.name}:{field.type}")
            if rule is not None:
                found.add(field.name)
                if field.name in old and own["_"] == own_line.name:
                    self._ruled(rule, own, old[field.name], f"{path}.{field.name}")
        return found

    def _ruled(self, rule, own, found, path):
        if isinstance(rule, str):
            if rule not in FIELDS or (rule == "zero" and not self._down):
                return
            expected = FIELDS[rule](own)
        elif not self._down:
            return
        else:
            expected = rule["text"] if isinstance(rule, dict) else rule
        if isinstance(found, dict):     # a user, by her id
            found = found.get("user_id")
        if expected != found and not (self._down and expected is None) and (expected != 0 or found):
            raise Mismatch(f"{path}: {found!r} there, {expected!r} here")

    def _converted(self, there, before, field, value, other, path):
        path = f"{path}.{field.name}"
        types, pair = (field.type, before.type), (other.get(field.name), value.get(field.name))
        (old, own), (old_value, own_value) = (types, pair) if self._down else (types[::-1], pair[::-1])
        rule = f"{old} <- {own}"
        if rule not in self._rules.values and self._needed(there):
            raise Mismatch(f"{path}: no rule for {rule}")
        if own.name == "true":
            own_value = own_value is not None
        said = own_value if self._down else old_value
        if rule not in CONVERSIONS or said is None or not self._needed(there):
            return
        expected = None if own_value is None else CONVERSIONS[rule](own_value)
        if expected != old_value and not (self._down and expected is None):
            raise Mismatch(f"{path}: {own_value!r} here is {old_value!r} there")

    def _left_out(self, there, field, value, path):
        """A field that is gone is one of those that hang on a bit, one of which the target cannot say."""
        group = [f for f in there.fields if (f.word, f.bit) == (field.word, field.bit) and f.name in value]
        if not field.word or all(self._sayable_value(f.type, value[f.name]) is True for f in group):
            raise Mismatch(f"{path}.{field.name}: {value[field.name]!r} is gone")

    def _travels_along(self, there, field, other):
        """A field that must be there, or hangs on another's bit, stands as zero or empty."""
        shared = any(f is not field and (f.word, f.bit) == (field.word, field.bit) and f.name in other
                     for f in there.fields)
        empty = other[field.name] in (0, 0.0, "", b"", [], False)
        return (not field.word or shared) and (empty or field.type.name == "true")

    def _items(self, type_, value, other, path):
        problem = self._align(type_.item, value, other, path)
        if problem:
            raise Mismatch(problem)

    def _align(self, item, value, other, path):
        """None if `other` is `value` without items that the target cannot say; else what is wrong."""
        if not value:
            return f"{path}: {len(other)} items from nothing" if other else None
        problem = None
        if other:
            try:
                self.values(item, value[0], other[0], path)
                problem = self._align(item, value[1:], other[1:], path)
                if problem is None:
                    return None
            except Mismatch as mismatch:
                problem = str(mismatch)
        if self._may_go(item, value[0]) and self._align(item, value[1:], other, path) is None:
            return None
        return problem or f"{path}: {value[0]!r} was left out"

    def _may_go(self, item, value):
        if not isinstance(value, dict) or (item.name == "Update" and {"pts", "pts_count"} <= value.keys()):
            return False
        return self._sayable_value(item, value) is not True

    def _sayable_value(self, type_, value):
        """Whether the target has words for it: True, False, or None where that is for the rules to say."""
        if type_.vector or not isinstance(value, dict):
            return True
        line = self._source.constructors[value["_"]]
        known = [there for there in self._lines_for(line) if there.type == type_]
        if known:
            return self._sayable_fields(line, known[0], value)
        if not self._down:
            return False
        return self._rules.substitute(line, self._target) is not None

    def _sayable_fields(self, line, there, value):
        for field in there.fields:
            if field.word or field.type.vector or field.type.name not in self._target.unions:
                continue
            before = line.by_name.get(field.name)
            if before is None or before.type != field.type or field.name not in value:
                return None
            sayable = self._sayable_value(field.type, value[field.name])
            if sayable is not True:
                return sayable
        return True

    def refused(self, type_, value):
        """For a whole value that was not sent at all."""
        if self._sayable_value(type_, value) is True:
            raise Mismatch(f"{value['_']}: was not sent, although the layer knows it")
