"""Settings come from flags, environment, file and defaults, in this order, and say from which."""

from pathlib import Path

import pytest

from service.errors import BadSetting
from service.settings import Chosen, Settings, choose
from tests.doors import CommandDoor


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATA", "MODEL", "HOST", "PORT", "API_KEY", "CACHE", "CONFIG", "BODY_BYTES"):
        monkeypatch.delenv(f"CROSSCHECK_{name}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "crosscheck.toml"
    path.write_text('# ours\nport = 9001\nhost = "127.0.0.2"\n')
    monkeypatch.setenv("CROSSCHECK_CONFIG", str(path))
    return path


def named(name: str, chosen: list[Chosen]) -> tuple[object, str]:
    return next((each.value, each.origin) for each in chosen if each.name == name)


def test_a_flag_goes_before_the_environment_before_the_file_before_the_default(file: Path) -> None:
    environment = {"CROSSCHECK_CONFIG": str(file)}
    assert named("port", choose({}, {})) == (8765, "default")
    assert named("port", choose({}, environment)) == (9001, f"{file}, line 2")
    environment["CROSSCHECK_PORT"] = "9002"
    assert named("port", choose({}, environment)) == (9002, "CROSSCHECK_PORT")
    assert named("port", choose({"port": 9003}, environment)) == (9003, "--port")
    assert named("port", choose({"port": 0}, environment)) == (0, "--port")
    assert named("host", choose({"port": 0}, environment)) == ("127.0.0.2", f"{file}, line 3")


def test_an_empty_variable_sets_nothing() -> None:
    assert named("port", choose({}, {"CROSSCHECK_PORT": ""})) == (8765, "default")


def test_the_file_of_this_user_is_read_where_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "config" / "crosscheck").mkdir(parents=True)
    (tmp_path / "config" / "crosscheck" / "config.toml").write_text("port = 9004\n")
    assert Settings.read().port == 9004


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("port = 9001\nprot = 9002\n", "line 2: prot is no setting: did you mean port?"),
        ("port = 9001\n\n[server]\nhost = 'a'\n", "line 3: server is no setting: known are data, model, cache"),
        ("port = 'many'\n", "line 1: port is 'many': it must be a whole number from 0 to 65535"),
        ("# a\nport = 70000\n", "line 2: port is 70000: it must be a whole number from 0 to 65535"),
        ("port = true\n", "line 1: port is True: it must be a whole number"),
        ("port = 1.5\n", "line 1: port is 1.5: it must be a whole number"),
        ("deadline_s = nan\n", "line 1: deadline_s is nan: it must be a number of seconds from 0.01 to 3600"),
        ("deadline_s = [1]\n", "line 1: deadline_s is [1]: it must be a number of seconds"),
        ("log_questions = 'maybe'\n", "line 1: log_questions is 'maybe': it must be true or false"),
        ("log_level = 'loud'\n", "line 1: log_level is 'loud': it must be one of debug, info, warning, error"),
        ("data = ' '\n", "line 1: data is ' ': it must be text"),
        ("concurrency = 0\n", "line 1: concurrency is 0: it must be a whole number from 1 to 1000"),
        ("port 9001\n", "is not TOML: "),
        ("port = 1\nport = 2\n", "is not TOML: "),
        ("\udce9", "is not UTF-8 at byte 0"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_by_its_line(file: Path, content: str, message: str) -> None:
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadSetting) as refusal:
        Settings.read()
    assert str(refusal.value).startswith(str(file))
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("variable", "given", "message"),
    [
        ("CROSSCHECK_PORT", "eighty", "CROSSCHECK_PORT: port is 'eighty': it must be a whole number from 0 to 65535"),
        ("CROSSCHECK_PORT", "-1", "it must be a whole number"),
        ("CROSSCHECK_PORT", "9" * 5_000, "it must be a whole number"),
        ("CROSSCHECK_PORT", "٣", "it must be a whole number"),
        ("CROSSCHECK_DEADLINE_S", "inf", "it must be a number of seconds"),
        ("CROSSCHECK_BODY_BYTES", "64MB", "it must be a whole number of at least 1"),
    ],
)
def test_what_is_wrong_in_the_environment_is_named_by_its_variable(variable: str, given: str, message: str) -> None:
    with pytest.raises(BadSetting, match=variable) as refusal:
        Settings.read(environment={variable: given})
    assert message in str(refusal.value)


def test_a_file_that_was_named_has_to_be_there_and_readable(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="does not exist: name a settings file that does"):
        Settings.read(environment={"CROSSCHECK_CONFIG": str(tmp_path / "nowhere.toml")})
    with pytest.raises(BadSetting, match="cannot be read"):
        Settings.read(environment={"CROSSCHECK_CONFIG": str(tmp_path)})


def test_the_key_is_never_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_API_KEY", "swordfish")
    command = CommandDoor(capsys)
    for said in (command.run("settings"), command.run("settings", "--json")):
        assert "swordfish" not in str(said)
        assert "(set, not shown)" in str(said)
    assert "swordfish" not in repr(Settings.read())


def test_a_key_that_is_blank_is_refused_without_being_shown() -> None:
    with pytest.raises(BadSetting) as refusal:
        Settings.read(environment={"CROSSCHECK_API_KEY": " \t "})
    assert str(refusal.value) == "CROSSCHECK_API_KEY: api_key: it must be text"


def test_the_command_prints_every_setting_with_its_origin(
    file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = CommandDoor(capsys).run("settings", "--json", "--data", tmp_path).data
    assert said["file"] == str(file)
    rows = {row["name"]: (row["value"], row["origin"]) for row in said["settings"]}
    assert rows["port"] == (9001, f"{file}, line 2")
    assert rows["data"] == (str(tmp_path), "--data")
    assert rows["body_bytes"] == (67_108_864, "default")
    assert rows["api_key"] == (None, "default")
    assert list(rows) == list(Settings.__dataclass_fields__)


def test_the_command_is_readable(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = CommandDoor(capsys).run("settings")
    assert any(line.split() == ["port", "9001", f"{file},", "line", "2"] for line in said.data.splitlines())
    assert any(line.split() == ["log_questions", "false", "default"] for line in said.data.splitlines())
    assert said.message == f"the settings file is {file}\n"


@pytest.mark.parametrize("form", [["--config", "{}"], ["--config={}"]])
def test_a_flag_names_the_file(
    file: Path,
    form: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("CROSSCHECK_CONFIG", str(tmp_path / "another.toml"))
    said = CommandDoor(capsys).run(*(part.format(file) for part in form), "settings", "--json")
    assert said.data["file"] == str(file)


def test_a_bad_setting_ends_a_command_with_one_clear_message(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("prot = 1\n")
    for arguments in (("settings",), ("ask", "why?"), ("serve",), ("list",), ("keys", "list")):
        said = CommandDoor(capsys).run(*arguments)
        assert said.outcome == "failed"
        assert said.message == f"crosscheck: {file}, line 1: prot is no setting: did you mean port?\n"
