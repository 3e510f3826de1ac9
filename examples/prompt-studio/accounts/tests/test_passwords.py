from accounts.passwords import digest, matches


def test_only_the_same_password_matches():
    kept = digest("correct horse")
    assert matches("correct horse", kept)
    assert not matches("correct horses", kept)


def test_the_same_password_is_kept_differently_each_time():
    assert digest("correct horse") != digest("correct horse")
