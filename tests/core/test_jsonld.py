from core.jsonld import to_script, without_empty


def test_no_text_inside_can_close_the_script():
    html = to_script({"name": "</script><script>alert(1)</script>"})
    assert html.count("</script>") == 1
    assert html.endswith("</script>")


def test_what_is_not_known_is_not_said():
    assert without_empty({"a": "", "b": None, "c": {"d": ""}, "e": [""], "f": 0}) == {"f": 0}
