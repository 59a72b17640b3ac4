import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.errors import GongfuError, NotFoundError
from gongfu.workspace.store.originals import Originals


@given(contents=st.lists(st.binary(max_size=100), max_size=5))
def test_what_is_put_is_got_by_its_hash(tmp_path_factory, contents):
    originals = Originals(tmp_path_factory.mktemp("originals"))
    for content in contents:
        sha256 = originals.put(content)
        assert sha256 == hashlib.sha256(content).hexdigest()
        assert originals.get(sha256) == content
        assert sha256 in originals


def test_the_same_content_is_kept_once(tmp_path):
    originals = Originals(tmp_path)
    assert originals.put(b"plan") == originals.put(b"plan")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", ""])
def test_what_is_not_kept_is_not_found(tmp_path, name):
    with pytest.raises(NotFoundError):
        Originals(tmp_path).get(name)


def test_a_damaged_original_is_not_handed_out(tmp_path):
    originals = Originals(tmp_path)
    sha256 = originals.put(b"plan")
    (tmp_path / sha256[:2] / sha256).write_bytes(b"plum")
    with pytest.raises(GongfuError, match="damaged"):
        originals.get(sha256)
