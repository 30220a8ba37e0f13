//! Instruments of a text: whose they are where a title does not say, what they amend, lists in a sentence.

use entente_register::reading::{
    Context, Instrument, Language, Pair, Participant, Published, PublishedFrom, SourceText, State, read,
};
use entente_trade::Date;

fn instruments(language: Language, text: &str) -> Vec<String> {
    let context = Context {
        language: Some(language),
        pair: Pair::parse("KAZ-SRB"),
        ..Context::default()
    };
    let reading = read(&SourceText::new(text).unwrap(), &context);
    let open = |what: &str| reading.unresolved.iter().any(|each| each.what == what);
    let mut all: Vec<String> = reading.instruments.iter().map(told).collect();
    all.extend(open("party").then(|| "open: party".to_owned()));
    all.extend(open("relation").then(|| "open: relation".to_owned()));
    all
}

/// An instrument in one line: parties with the rule that found their state, subject, relation.
fn told(instrument: &Instrument) -> String {
    let party = |party: &Participant| {
        let state = party.state.as_ref();
        let code = state.map_or("?", |state| State::code(state.value));
        let name = party.institution.as_ref().map_or("-", |name| name.value.as_str());
        let rule = state.map_or("", |state| state.rule.name);
        format!("{code} {name} ({rule})")
    };
    let parties: Vec<String> = instrument.participants.iter().map(party).collect();
    let subject = instrument
        .subject
        .as_ref()
        .map_or("-", |subject| subject.value.as_str());
    let relation = instrument.relation.as_ref().map(|relation| {
        let kind = format!("{:?}", relation.kind).to_lowercase();
        format!(" | {kind} {}", relation.to.value)
    });
    format!(
        "{} | {subject}{}",
        parties.join(" / "),
        relation.unwrap_or_default()
    )
}

#[test]
fn an_organisation_is_never_given_the_other_state_of_the_pair_and_a_ministry_is() {
    let list = "The following documents were signed:\n\
                1. Memorandum between the Ministry of Trade of Kazakhstan and QazTrade on exports;\n\
                2. Memorandum between the Ministry of Trade of Kazakhstan and Alstom on railways;\n\
                3. Protocol between the Ministry of Trade of Kazakhstan and the Ministry of Mining on metals.\n";
    assert_eq!(
        instruments(Language::En, list),
        [
            "KAZ Ministry of Trade (title/institution-without-state) / KAZ QazTrade \
             (title/institution-without-state) | exports",
            "KAZ Ministry of Trade (title/institution-without-state) / ? Alstom () | railways",
            "KAZ Ministry of Trade (title/institution-without-state) / SRB Ministry of Mining \
             (title/other-of-pair) | metals",
            "open: party",
        ]
    );
}

#[test]
fn a_protocol_that_amends_an_agreement_has_its_parties_and_subject_and_names_it() {
    let title = "Protocol amending the Agreement between the Government of Kazakhstan and the Government of \
                 Serbia on air services";
    let list = format!("The following documents were signed:\n1. {title};\n2. Agreement on trade.\n");
    assert_eq!(
        instruments(Language::En, &list),
        [
            "KAZ Government (title/first-state) / SRB Government (title/first-state) | air services | amends \
             Agreement between the Government of Kazakhstan and the Government of Serbia on air services",
            "KAZ - (title/parties-of-context) / SRB - (title/parties-of-context) | trade",
            "open: relation",
        ]
    );
    let title =
        "Протокол к Соглашению между Правительством Казахстана и Правительством Сербии о свободной торговле";
    let list = format!("Подписаны следующие документы:\n1) {title};\n2) Соглашение о туризме.\n");
    assert_eq!(
        instruments(Language::Ru, &list)[0],
        "KAZ Правительством (title/first-state) / SRB Правительством (title/first-state) | свободной торговле \
         | supplements Соглашению между Правительством Казахстана и Правительством Сербии о свободной торговле"
    );
}

#[test]
fn a_list_numbered_within_a_sentence_is_a_list() {
    let text = "In Belgrade the following documents were signed: 1) Agreement on readmission; 2) Memorandum of \
                Understanding between the Ministry of Health of Kazakhstan and the Ministry of Health of Serbia; \
                and 3) Protocol on tourism. The sides met again on Friday.";
    let context = "KAZ - (title/parties-of-context) / SRB - (title/parties-of-context)";
    assert_eq!(
        instruments(Language::En, text),
        [
            format!("{context} | readmission"),
            "KAZ Ministry of Health (title/first-state) / SRB Ministry of Health (title/first-state) | -"
                .to_owned(),
            format!("{context} | tourism"),
        ]
    );
    let text = "Были подписаны следующие документы: 1. Соглашение о реадмиссии; 2. Меморандум о сотрудничестве \
                между акиматом города Астаны и городом Белградом.";
    assert_eq!(
        instruments(Language::Ru, text),
        [
            format!("{context} | реадмиссии"),
            "KAZ акиматом города Астаны (title/first-state) / SRB городом Белградом (title/first-state) | -"
                .to_owned(),
        ]
    );
}

#[test]
fn what_is_named_in_passing_is_found_in_german_and_spanish() {
    let german = "Die Seiten erinnerten an das Abkommen zwischen Kasachstan und Serbien über den Luftverkehr. Sie \
                  unterzeichneten zwischenstaatliche Vereinbarungen über die Zusammenarbeit im Zollwesen.";
    assert_eq!(
        instruments(Language::De, german),
        [
            "KAZ - (title/first-state) / SRB - (title/first-state) | Luftverkehr",
            " | Zollwesen",
        ]
    );
    let spanish = "Las partes recordaron el acuerdo de libre comercio entre Kazajstán y Serbia. Firmaron \
                   memorandos interministeriales sobre cultura.";
    assert_eq!(
        instruments(Language::Es, spanish),
        [
            "KAZ - (title/first-state) / SRB - (title/first-state) | de libre comercio",
            " | cultura",
        ]
    );
}

#[test]
fn what_is_named_in_passing_is_found_in_kazakh_without_who_the_sentence_is_about() {
    let cases: [(&str, &[&str]); 7] = [
        (
            "Сапар қорытындысында Қазақстан мен Сербия әскери-техникалық ынтымақтастық туралы үкіметаралық \
             келісімдерге және мәдениет пен спорт саласындағы ведомствоаралық меморандумдарға қол қойды.",
            &[
                "әскери-техникалық ынтымақтастық туралы үкіметаралық келісімдерге | KAZ - / SRB - | signed",
                "мәдениет пен спорт саласындағы ведомствоаралық меморандумдарға | KAZ - / SRB - | signed",
            ],
        ),
        (
            "Министрлер Еуразиялық экономикалық одақ пен Сербия арасындағы еркін сауда туралы келісімге сәйкес \
             ынтымақтастықты арттыруға келісті.",
            &[
                "Еуразиялық экономикалық одақ пен Сербия арасындағы еркін сауда туралы келісімге | \
                 ? - / SRB -",
            ],
        ),
        (
            "Тараптар визасыз режим туралы келісімнің маңызын атап өтті.",
            &["визасыз режим туралы келісімнің | "],
        ),
        (
            "Мұрат Нұртілеу инвестицияларды қорғау туралы келісімді еске салды.",
            &["инвестицияларды қорғау туралы келісімді | "],
        ),
        (
            "Екі ел азаматтары үшін визасыз режим туралы келісім күшінде.",
            &["визасыз режим туралы келісім | "],
        ),
        ("Тараптар сауданы арттыру туралы келісімге келді.", &[]),
        ("Тараптар сауда туралы келісімшартқа қол қойды.", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(named(Language::Kk, text), expected, "{text}");
    }
}

/// Title and parties of each instrument of a text, and that it was signed.
fn named(language: Language, text: &str) -> Vec<String> {
    let context = Context {
        language: Some(language),
        pair: Pair::parse("KAZ-SRB"),
        ..Context::default()
    };
    let reading = read(&SourceText::new(text).unwrap(), &context);
    let party = |party: &Participant| {
        let code = party.state.as_ref().map_or("?", |state| State::code(state.value));
        let name = party.institution.as_ref().map_or("-", |name| name.value.as_str());
        format!("{code} {name}")
    };
    let told = reading.instruments.iter().map(|one| {
        let parties: Vec<String> = one.participants.iter().map(party).collect();
        let signed = if one.events.is_empty() { "" } else { " | signed" };
        format!("{} | {}{signed}", one.title.value, parties.join(" / "))
    });
    told.collect()
}

#[test]
fn a_joint_statement_that_was_adopted_is_an_instrument_beside_any_list() {
    for (language, text, expected) in [
        (
            Language::En,
            "The presidents of Kazakhstan and Serbia adopted a Joint Statement.\n\nThe following documents were \
             signed:\n1. Agreement on trade;\n2. Memorandum on tourism.\n",
            &[
                "Agreement on trade | KAZ - / SRB - | signed",
                "Memorandum on tourism | KAZ - / SRB - | signed",
                "Joint Statement | KAZ - / SRB -",
            ][..],
        ),
        (
            Language::Ru,
            "Президенты Казахстана и Сербии приняли Совместное заявление.",
            &["Совместное заявление | KAZ - / SRB -"],
        ),
        (
            Language::Ru,
            "Совместное заявление подписали президенты Казахстана и Сербии.",
            &["Совместное заявление | KAZ - / SRB - | signed"],
        ),
        (
            Language::Sr,
            "Предсједници Казахстана и Србије потписали су заједничку изјаву.",
            &["заједничку изјаву | KAZ - / SRB - | signed"],
        ),
        (
            Language::Sr,
            "Потписани су међувладини споразуми о одбрани.",
            &["међувладини споразуми о одбрани |  | signed"],
        ),
        (
            Language::Kk,
            "Қазақстан мен Сербия президенттері бірлескен мәлімдеме қабылдады.",
            &["бірлескен мәлімдеме | KAZ - / SRB -"],
        ),
        (
            Language::De,
            "Die Präsidenten verabschiedeten eine gemeinsame Erklärung.",
            &["gemeinsame Erklärung | "],
        ),
        (
            Language::Es,
            "Los presidentes firmaron una declaración conjunta.",
            &["declaración conjunta |  | signed"],
        ),
        (Language::En, "The sides are preparing a joint statement.", &[]),
    ] {
        assert_eq!(named(language, text), expected, "{text}");
    }
}

#[test]
fn a_commission_is_named_without_the_verb_behind_it() {
    let named = |language, text: &str| {
        let context = Context {
            language: Some(language),
            ..Context::default()
        };
        let reading = read(&SourceText::new(text).unwrap(), &context);
        let names = reading.commissions.iter().map(|one| one.name.value.clone());
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        named(
            Language::De,
            "Die kasachisch-serbische Regierungskommission für Handel tagt im März."
        ),
        ["kasachisch-serbische Regierungskommission für Handel"]
    );
    assert_eq!(
        named(
            Language::Es,
            "La comisión intergubernamental de cooperación económica se reunirá en marzo."
        ),
        ["comisión intergubernamental de cooperación económica"]
    );
}

#[test]
fn a_meeting_is_told_whose_day_and_place_stand_before_with_whom() {
    for (language, text) in [
        (
            Language::Sr,
            "Predsednik Srbije Aleksandar Vučić sastao se 19. novembra u Beogradu sa predsednikom Kazahstana \
             Kasim-Žomartom Tokajevim.",
        ),
        (
            Language::Sr,
            "Председник Србије Александар Вучић састао се 19. новембра у Београду са председником Казахстана \
             Касим-Жомартом Токајевим.",
        ),
        (
            Language::Ru,
            "Президент Сербии Александр Вучич встретился 19 ноября в Белграде с Президентом Казахстана \
             Касым-Жомартом Токаевым.",
        ),
        (
            Language::Kk,
            "Қазақстан Президенті Қасым-Жомарт Тоқаев 19 қарашада Сербия Президенті Александр Вучичпен келіссөздер \
             барысында ынтымақтастықты талқылады.",
        ),
        (
            Language::En,
            "President of Serbia Aleksandar Vucic met on 19 November in Belgrade with President of Kazakhstan \
             Kassym-Jomart Tokayev.",
        ),
    ] {
        let context = Context {
            language: Some(language),
            published: Some(Published {
                date: Date::parse("2024-11-20").unwrap(),
                from: PublishedFrom::Operator,
            }),
            ..Context::default()
        };
        let reading = read(&SourceText::new(text).unwrap(), &context);
        let told: Vec<(String, usize)> = reading
            .meetings
            .iter()
            .map(|meeting| {
                let when = meeting.when.as_ref().unwrap().value.to_string();
                (when, meeting.participants.len())
            })
            .collect();
        assert_eq!(told, [("2024-11-19".to_owned(), 2)], "{text}");
    }
}
