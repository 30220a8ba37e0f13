//! What a figure counts, whose it is and whether it is a goal: the words for it.
//!
//! It exists so that the rules of [`super`] read the same in every language.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::super::{Flow, Language, Modality};

/// The expressions of one language.
pub(super) struct Words {
    flows: Vec<(Flow, Regex)>,
    target: Option<Regex>,
    target_after: Option<Regex>,
    forecast: Option<Regex>,
    done: Option<Regex>,
    pub(super) products: Option<Regex>,
    pub(super) view: Option<Regex>,
    pub(super) noted: Option<Regex>,
    pub(super) pronoun: Option<Regex>,
    pub(super) base: Option<Regex>,
    pub(super) by: Option<Regex>,
    pub(super) by_behind: Option<Regex>,
    pub(super) with: Option<Regex>,
    pub(super) count: Option<Regex>,
}

/// Source expressions of one language.
struct Source {
    turnover: &'static str,
    exports: &'static str,
    imports: &'static str,
    deficit: &'static str,
    balance: &'static str,
    investment: &'static str,
    target: &'static str,
    target_after: &'static str,
    forecast: &'static str,
    done: &'static str,
    products: &'static str,
    view: &'static str,
    noted: &'static str,
    pronoun: &'static str,
    base: &'static str,
    by: &'static str,
    by_behind: &'static str,
    with: &'static str,
    count: &'static str,
}

const EN: Source = Source {
    turnover: r"(?:(?:mutual|bilateral|two-way|foreign|overall|total|annual|commodity) )*(?:trade turnover|turnover|trade volumes?|volumes? of (?:\w+ )?trade|trade exchange|trade goods|commodity circulation|trade)",
    exports: r"exports?|exported|exporting",
    imports: r"imports?|imported|importing",
    deficit: r"deficit",
    balance: r"surplus|trade balance|balance",
    investment: r"investments?|invested|fdi",
    target: r"\b(?:goal|aim|aims|aimed|aiming|targets?|targeted|plans? to|planned to|planning to|intends? to|task|ambition|striv\w+|agreed to|seeks? to|set the|set a|potential|opportunity to|want to|wants to|ready to|must|should|needs? to|have to|we (?:will|shall|can))\b|\bto (?:increase|raise|boost|bring|double|triple|expand|grow|reach|take|push|elevate)\b",
    target_after: r"^[^.;]{0,50}\b(?:target|goal)\b",
    forecast: r"\b(?:expected|forecasts?|projected|projects|predicted|anticipated|could|may|might|will|would)\b",
    done: r"\b(?:managed to|succeeded in|allowed to|able to)\b",
    products: r"\b(?:agricultural(?: products| goods| produce)?|agri-?food(?: products)?|agro-?industrial|food products|farm products|crude oil|oil|grain|uranium|metals|energy|wheat|barley|meat|lamb|coal|gas|steel|copper|fruits?|apples|vegetables|sugar|medicines?|pharmaceuticals|furniture|cars|vehicles|textiles|machinery|flour|fish|wine|fertili[sz]ers)\b",
    view: r"(?:according to|by|as per|based on|per) (?:the )?(?:data (?:of|from) )?(?:the )?[\w' -]{0,40}?(?:statistics|statistical|data|customs|figures)\b[\w' -]{0,30}",
    noted: r"^(?:[“\x22])?(?:both |the )?(?P<who>(?:parties|sides|ministers|presidents|foreign ministers|leaders|heads of state|two sides|interlocutors|officials))\b[^.]{0,30}?\b(?:noted|said|stressed|emphasi[sz]ed|announced|pointed out|underlined|agreed|highlighted)",
    pronoun: r"^(?:it|this figure|this|the figure|the volume|the indicator|in turn,? it|these figures|the number|that)\b",
    base: r"(?:compared (?:to|with)|as compared (?:to|with)|against|versus|vs\.?|up from|down from|from|than)\s*(?:the )?$",
    by: r"\b(?:by|(?:increase|growth|rise|decline|drop|decrease|fall|gain|reduction) of) (?:about |around |almost |nearly |more than |over |some )?$",
    by_behind: r"^\s*(?:more|less|higher|lower) than\b",
    with: r"^\s*(?:\w+ ){0,2}?(?:with|to|from) (?:the )?(?:republic of )?$",
    count: r"\b(?P<op>over|more than|at least|about|around|nearly|almost|some) (?P<n>NUMBER) (?P<of>countries|states|companies|enterprises|joint ventures|joint projects|projects)\b",
};
const RU: Source = Source {
    turnover: r"товарооборот\w*|взаимн\w+ торговл\w+|двусторонн\w+ торговл\w+|торгов\w+ оборот\w*|об[ъь][её]м\w* (?:\w+ )?торговли|торговл\w+",
    exports: r"экспорт\w*|вывоз\w*|поставк\w+",
    imports: r"импорт\w*|ввоз\w*",
    deficit: r"дефицит\w*",
    balance: r"сальдо|профицит\w*",
    investment: r"инвестици\w+",
    target: r"довести|увеличить|нарастить|достичь|достигнуть|удвоить|утроить|поднять|доведени\w+|задач\w+|цел[ьи]\b|целью|целевой|планиру\w+|намерен\w+|договорил\w+|стремим\w+|стремя\w+|рассчитыва\w+|предстоит|хотим|готовы|потенциал\w*|должны|нужно|необходимо",
    target_after: r"^[^.;]{0,40}(?:цель|задача)",
    forecast: r"ожида\w+|прогноз\w+|может (?:достичь|составить|превысить)|достигнет|составит|превысит",
    done: r"удалось|смогли|сумели|позволил\w+",
    products: r"сельскохозяйственн\w+(?: продукци\w+)?|сельхозпродукци\w+|сельхозтовар\w*|агропромышленн\w+|продовольств\w+|продукци\w+ апк|аграрн\w+|нефт\w+|зерн\w+|уран\w*|металл\w*|\b(?:пшениц\w+|ячмен\w+|мяс[ао]|угл[яь]\w*|газа?|мед[ьи]|фрукт\w+|яблок\w*|овощ\w*|сахар\w*|лекарств\w+|медикамент\w+|мебел\w+|автомобил\w+|текстил\w+|мук[аи]|вин[ао]|удобрени\w+)\b",
    view: r"(?:по|согласно) (?:данным|сведениям|статистике|официальным данным)?\s?[^,.;()]{0,60}?(?:статистик\w*|данны\w+|таможн\w+|статистическ\w+)[^,.;()0-9]{0,40}|\bпо (?:казахстанск|сербск)(?:ой|им)\b",
    noted: r"^(?:[«])?(?P<who>стороны|министры|президенты|главы государств|собеседники|лидеры)[^.]{0,30}?(?:отметил\w*|подчеркнул\w*|сообщил\w*|констатировал\w*|заявил\w*|договорил\w*)",
    pronoun: r"^(?:он|она|оно|это|этот показатель|показатель|данный показатель|объ[её]м|цифра|эта цифра)\b",
    base: r"(?:по сравнению с|против|относительно|с|чем)\s*$",
    by: r"\bна (?:около |почти |более чем |примерно |свыше )?$",
    by_behind: r"^$a",
    with: r"^\s*(?:\w+ ){0,2}?(?:с|в|из) (?:республикой |республику |республики )?$",
    count: r"\b(?P<op>более чем в|более чем|более|свыше|около|порядка|почти|не менее) (?P<n>NUMBER) (?P<of>стран\w*|государств\w*|компани\w+|предприяти\w+|проект\w*)",
};
const SR: Source = Source {
    turnover: r"(?:robn\w+ |trgovinsk\w+ |spoljnotrgovinsk\w+ |ukupn\w+ )*razmen\w+|trgovin\w+|promet\w*",
    exports: r"izvoz\w*|izvezl\w+|izvezen\w*",
    imports: r"uvoz\w*|uvezl\w+|uvezen\w*",
    deficit: r"deficit\w*",
    balance: r"suficit\w*|saldo|bilans\w*",
    investment: r"investicij\w+|ulaganj\w+",
    target: r"\bcilj\w*|\bplan\w*|\bnamer\w+|\bda (?:se )?(?:\w+ )?(?:poveć\w+|dostign\w+|podign\w+|udvostruč\w+|utrostruč\w+|dođe\w*)|\bpovećati|\bdostići|\bpodići|\budvostručiti|\bželimo|\bdogovor\w+|\bambicij\w+|\bzadatak|\bpotencijal\w*|\btreba(?:mo)?\b|\bmoramo\b|\bpovećaćemo",
    target_after: r"^[^.;]{0,40}\bcilj",
    forecast: r"očekuj\w+|prognoz\w+|mogl[ai] bi|mogao bi|biće|dostići će",
    done: r"uspel\w+",
    products: r"poljoprivredn\w+(?: proizvod\w+)?|agrar\w*|prehramben\w+(?: proizvod\w+)?|hran\w+|naft\w+|žit\w+|uran\w*|metal\w*|\b(?:pšenic\w+|mes[ao]|ugl?j?[aj]+|gasa?|bakra|jabuk\w*|voća|povrća|šećera|lekova|nameštaja|automobila|tekstila|brašna|vina|đubriva)\b",
    view: r"prema (?:podacima )?[^,.;()0-9]{0,40}?(?:statisti\w+|podacima|srpskoj|kazahstanskoj|carin\w+)[^,.;()0-9]{0,40}|po (?:srpskoj|kazahstanskoj) statisti\w+",
    noted: r"^(?:dve |obe )?(?P<who>strane|ministri|predsednici|sagovornici|delegacije)[^.]{0,30}?(?:istak\w+|konstatoval\w+|naveli|naglasil\w+|ocenil\w+|dogovoril\w+)",
    pronoun: r"^(?:on|ona|ono|to|ta brojka|taj iznos|ovaj iznos|obim|vrednost)\b",
    base: r"(?:u odnosu na|u poređenju sa|naspram|sa|nego)\s*$",
    by: r"\bza (?:oko |skoro |gotovo |više od |približno )?$",
    by_behind: r"^$a",
    with: r"^\s*(?:\w+ ){0,2}?(?:sa|u|iz|s) (?:republikom |republiku |republike )?$",
    count: r"\b(?P<op>više od|preko|oko|najmanje|skoro) (?P<n>NUMBER) (?P<of>zemalja|država|kompanija|preduzeća|projekata)",
};
const KK: Source = Source {
    turnover: r"тауар айналым\w*|сауда айналым\w*|сауда-саттық\w*|тауар алмасу\w*|сауда көлем\w*|өзара сауда\w*|екіжақты сауда\w*|сауда\w*",
    exports: r"экспорт\w*",
    imports: r"импорт\w*",
    deficit: r"тапшылы\w+|дефицит\w*",
    balance: r"сальдо\w*|профицит\w*",
    investment: r"инвестиция\w*",
    target: r"жеткізу(?:ге|ді)?\b|жеткізбек\w*|жеткіземіз|мақсат\w*|жоспар\w*|міндет\w*|арттыруға|арттыруды|ұлғайтуға|ұлғайтуды|көбейтуге|ниетті|уағдаласт\w+|келіст\w+|әлеует\w*|тиіс",
    target_after: r"^[^.;]{0,80}(?:жеткізу(?:ге|ді)?\b|жеткізбек\w*|жеткіземіз|мақсат\w*|жоспар\w*|міндет\w*|арттыруға|арттыруды|ұлғайтуға|ұлғайтуды|көбейтуге|ниетті|уағдаласт\w+|келіст\w+)",
    forecast: r"күтіл\w+|болжам\w*|болжан\w+|мүмкін",
    done: r"жеткізілді|орындалды",
    products: r"ауыл шаруашылығы(?: өнім\w*| тауар\w*)?|агроөнеркәсіп\w*|азық-түлік\w*|мұнай\w*|астық\w*|уран\w*|бидай\w*|көмір\w*|мұнай өнім\w*|дәрі\w*",
    view: r"[^,.;()0-9]{0,40}(?:статистика\w*|дерек\w*|мәлімет\w*)[^,.;()0-9]{0,20}?(?:бойынша|сәйкес|сүйенсек)",
    noted: r"^(?P<who>тараптар|министрлер|президенттер|мемлекет басшылары)[^.]{0,30}",
    pronoun: r"^(?:ол|бұл|бұл көрсеткіш|көрсеткіш|оның көлемі)\b",
    base: r"(?:салыстырғанда|қарағанда)\s*\(?\s*$",
    by: r"^$a",
    by_behind: r"^\s+(?:өс|арт(?:ты|ып|қан)|көбей|ұлғай|төменде|азай|қысқар|кемі)\w*",
    with: r"^$a",
    count: r"\b(?P<op>кемінде) (?P<n>NUMBER) (?P<of>ел\w*|компания\w*|жоба\w*)",
};

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Words {
        static ALL: [OnceLock<Words>; 4] = [const { OnceLock::new() }; 4];
        let (at, source) = match language {
            Language::Ru => (1, &RU),
            Language::Sr => (2, &SR),
            Language::Kk => (3, &KK),
            _ => (0, &EN),
        };
        ALL[at].get_or_init(|| Words::build(source))
    }

    fn build(source: &Source) -> Words {
        let word = |pattern: &str| Regex::new(&format!(r"\b(?:{pattern})\b")).ok();
        let plain = |pattern: &str| Regex::new(pattern).ok();
        let flows = [
            (Flow::Deficit, source.deficit),
            (Flow::Balance, source.balance),
            (Flow::Turnover, source.turnover),
            (Flow::Exports, source.exports),
            (Flow::Imports, source.imports),
            (Flow::Investment, source.investment),
        ];
        Words {
            flows: flows
                .into_iter()
                .filter_map(|(flow, pattern)| Some((flow, word(pattern)?)))
                .collect(),
            target: plain(source.target),
            target_after: plain(source.target_after),
            forecast: plain(source.forecast),
            done: plain(source.done),
            products: plain(source.products),
            view: plain(source.view),
            noted: plain(source.noted),
            pronoun: plain(source.pronoun),
            base: plain(&format!(r"(?:^|\W)(?:{})", source.base)),
            by: plain(source.by),
            by_behind: plain(source.by_behind),
            with: plain(source.with),
            count: plain(&source.count.replace("NUMBER", super::amounts::NUMBER)),
        }
    }

    /// The words for what a figure may count, from left to right, the longest where they overlap.
    pub(super) fn flows(&self, lower: &str) -> Vec<(Flow, Range<usize>)> {
        let mut all: Vec<(Flow, Range<usize>)> = Vec::new();
        for (flow, pattern) in &self.flows {
            for found in pattern.find_iter(lower) {
                let at = found.range();
                let compound = lower[..at.start].ends_with('-') || lower[at.end..].starts_with('-');
                if !compound
                    && !all
                        .iter()
                        .any(|(_, known)| known.start < at.end && at.start < known.end)
                {
                    all.push((*flow, at));
                }
            }
        }
        all.sort_by_key(|(_, at)| at.start);
        // "Deficit of trade" is a deficit.
        let balance = |flow: Flow| matches!(flow, Flow::Deficit | Flow::Balance);
        let ends: Vec<usize> = all
            .iter()
            .filter(|(flow, _)| balance(*flow))
            .map(|(_, at)| at.end)
            .collect();
        all.retain(|(flow, at)| {
            balance(*flow) || !ends.iter().any(|end| (*end..end + 12).contains(&at.start))
        });
        all
    }

    /// Whether a figure between `from` and `to` is a fact, a goal or an expectation: the words before it,
    /// and behind it where a language puts the verb last.
    pub(super) fn modality(&self, before: &str, after: &str, last: bool) -> (Modality, Option<Range<usize>>) {
        let done = self.done.as_ref().is_some_and(|pattern| pattern.is_match(before));
        let find = |pattern: &Option<Regex>, text: &str| {
            pattern
                .as_ref()?
                .find_iter(text)
                .last()
                .map(|found| found.range())
        };
        let forecast = find(&self.forecast, if last { after } else { before });
        let potential = |at: &Range<usize>| before[at.clone()].starts_with("әлеует");
        let target = find(&self.target, before).filter(|at| !last || potential(at));
        let behind = self.target_after.as_ref().and_then(|pattern| pattern.find(after));
        let expected = forecast.clone().filter(|_| !last);
        match (target, behind, forecast) {
            _ if done => (Modality::Actual, None),
            (Some(target), ..)
                if expected
                    .as_ref()
                    .is_some_and(|forecast| forecast.start < target.start) =>
            {
                (Modality::Forecast, expected)
            }
            (Some(at), ..) => (Modality::Target, Some(at)),
            (None, Some(_), _) => (Modality::Target, None),
            (None, None, Some(at)) => (Modality::Forecast, Some(at).filter(|_| !last)),
            (None, None, None) => (Modality::Actual, None),
        }
    }
}
