//! Words and letters of the standard.

use sdmx::Action;

#[test]
fn an_action_is_known_by_its_word_and_by_its_letter() {
    for action in Action::ALL {
        assert_eq!(Action::parse(action.word()), Some(action));
        assert_eq!(Action::parse(&action.letter().to_string()), Some(action));
    }
    assert_eq!(Action::parse("Update"), None);
}
