//! What a figure counts, whose it is and whether it is a goal: the words for it.
//!
//! It exists so that the rules of [`super`] read the same in every language.

use std::ops::Range;

use regex::Regex;

use super::super::per_language::PerLanguage;
use super::super::{Flow, Language, Modality};

/// The expressions of one language.
pub(super) struct Words {
    flows: Vec<(Flow, Regex)>,
    target: Option<Regex>,
    target_after: Option<Regex>,
    forecast: Option<Regex>,
    done: Option<Regex>,
    /// A rise that is told as done: what it goes on "to reach" is no goal.
    moved: Option<Regex>,
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

/// English verbs of what has risen or fallen.
const MOVED: &str = r"\b(?:grew|rose|climbed|increased|jumped|surged|soared|expanded|fell|dropped|declined|decreased)\b[^;]*$";

const EN: Source = Source {
    turnover: r"(?:(?:mutual|bilateral|two-way|foreign|overall|total|annual|commodity) )*(?:trade turnover|turnover|trade volumes?|volumes? of (?:\w+ )?trade|trade exchange|trade goods|commodity circulation|trade)",
    exports: r"exports?|exported|exporting",
    imports: r"imports?|imported|importing",
    deficit: r"deficit",
    balance: r"surplus|trade balance|balance",
    investment: r"investments?|invested|fdi",
    target: r"\b(?:goal|aim|aims|aimed|aiming|targets?|targeted|plans? to|planned to|planning to|intends? to|task|ambition|striv\w+|agreed to|seeks? to|set the|set a|potential|opportunity to|wants?(?: \w+){0,3}? to|hopes? to|hoping to|ready to|must|should|needs? to|have to|we (?:will|shall|can))\b|\bto (?:increase|raise|boost|bring|double|triple|expand|grow|reach|take|push|elevate)\b",
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
    turnover: r"товарооборот\w*|внешнеторгов\w+ оборот\w*|взаимн\w+ торговл\w+|двусторонн\w+ торговл\w+|торгов\w+ оборот\w*|об[ъь][её]м\w* (?:\w+ )?торговли|торговл\w+",
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
    forecast: r"očekuj\w+|prognoz\w+|mogl[aoi] bi|\bbi (?:\w+\.? ){0,4}?mogl[aoi]\b|mogao bi|biće|dostići će",
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

const DE: Source = Source {
    turnover: r"(?:außen|waren)?handel(?:s(?:volumen|umsatz|umsatzes|austausch|austauschs|verkehr|beziehungen))?|warenaustausch\w*|warenumsatz\w*|warenverkehr\w*|handelsbilanzvolumen|umsatz im handel|gehandelt",
    exports: r"exporte?n?|ausfuhr(?:en)?|exportiert\w*|ausgeführt|lieferte\w*",
    imports: r"importe?n?|einfuhr(?:en)?|importiert\w*|eingeführt|bezog",
    deficit: r"(?:handels(?:bilanz)?)?defizits?",
    balance: r"(?:handels(?:bilanz)?)?überschuss\w*|handelsbilanz|saldo",
    investment: r"(?:direkt)?investition(?:en)?|investiert\w*",
    target: r"\bziel\w*|\bsoll(?:en|te|ten)?\b|\bplan(?:t|en|te|ten)\b|\bgeplant\b|\bwollen\b|\bwill\b|\bstreb\w+|\bbeabsichtig\w+|\bvereinbart\w*|\beinigte\w* sich|\bmüssen\b|\bmuss\b|\baufgabe\b|\bpotenzial\w*|\bpotential\w*|\bmöchte\w*",
    target_after: r"^[^.;]{0,40}(?:\bals ziel\b|\bdas ziel\b|\bangestrebt|\bzu (?:steigern|erhöhen|verdoppeln|heben|bringen|erreichen))",
    forecast: r"\berwart\w+|\bprognos\w+|\bkönnte\w*|\bdürfte\w*|\bwird\b|\bwerden\b|\bvoraussichtlich\b|\brechnet mit\b",
    done: r"\bgelang\w*|\bgelungen\b|\bwurden?\b",
    products: r"\b(?:agrar(?:handel|güter\w*|produkt\w*)|landwirtschaftlich\w*(?: (?:produkt\w*|erzeugniss\w*|güter\w*))?|lebensmittel\w*|(?:erd|roh)?öl|erdgas|getreide|weizen|uran|metalle?n?|kohle|fleisch|wein|kupfer|möbel\w*|autos|fahrzeuge?n?|arzneimittel\w*|medikamente?n?|textilien|maschinen|dünger|zucker|obst|gemüse)\b",
    view: r"\b(?:laut|nach angaben|nach|gemäß) (?:der |des |den |dem )?[^,.;()0-9]{0,40}?(?:statistik\w*|statistisch\w+|daten|zoll\w*|angaben)[^,.;()0-9]{0,15}",
    noted: r"^(?:die |beide )?(?P<who>seiten|minister|präsidenten|außenminister|parteien|staatschefs|gesprächspartner)\b[^.]{0,30}?\b(?:stellten fest|betonten|würdigten|erklärten|hoben hervor|unterstrichen|vereinbarten)",
    pronoun: r"^(?:er|sie|es|dies|das|diese zahl|dieser wert|der wert|das volumen|die zahl)\b",
    base: r"(?:gegenüber|verglichen mit|im vergleich zu[mr]?|nach|von|als|statt)\s*$",
    by: r"\bum (?:etwa |rund |fast |mehr als |über |knapp )?$",
    by_behind: r"^\s*(?:mehr|weniger|höher|niedriger) als\b",
    with: r"^\s*(?:\w+ ){0,2}?(?:mit|nach|aus|in|von) (?:der |dem |die )?(?:republik )?$",
    count: r"\b(?P<op>über|mehr als|mindestens|rund|etwa|fast) (?P<n>NUMBER) (?P<of>länder\w*|staaten|unternehmen|firmen|projekte\w*)\b",
};
const ES: Source = Source {
    turnover: r"(?:intercambios?|volumen|flujo) (?:comercial(?:es)?|de(?:l)? comercio)(?: bilateral| mutuo| exterior)?|comercio(?: (?:bilateral|mutuo|exterior|recíproco))*|intercambios?(?: de bienes)?|facturación comercial",
    exports: r"exportaci(?:ón|ones)|export(?:ó|aron|ado|ados|a|an)",
    imports: r"importaci(?:ón|ones)|import(?:ó|aron|ado|ados|a|an)",
    deficit: r"déficit(?: comercial)?",
    balance: r"superávit(?: comercial)?|saldo|balanza comercial",
    investment: r"inversi(?:ón|ones)|invirti(?:ó|eron)",
    target: r"\bobjetivos?\b|\bmetas?\b|\bplane(?:a|an|aron)\b|\bprev[eé]n?\b|\bpretende\w*|\bbusca\w*|\bacord(?:ó|aron)\b|\bquieren?\b|\baspira\w*|\bdebe(?:n|mos)?\b|\bpotencial\b|\bpara (?:elevar|aumentar|duplicar|llevar|alcanzar)\b|\bproponen?\b",
    target_after: r"^[^.;]{0,40}\b(?:objetivo|meta)\b",
    forecast: r"\bse esperan?\b|\besperan?\b|\bpronostic\w+|\bpodría\w*|\balcanzará\b|\bsuperará\b|\bllegará\b|\bproyecci\w+",
    done: r"\blogr(?:ó|aron)\b",
    products: r"\b(?:productos? (?:agrícolas?|agropecuarios?|agroalimentarios?)|agropecuari\w+|agroalimentari\w+|alimentos|petróleo|gas|trigo|cereales|uranio|metales|carbón|carne|vino|cobre|muebles|automóviles|vehículos|medicamentos|textiles|maquinaria|fertilizantes|azúcar|frutas)\b",
    view: r"\b(?:según|de acuerdo con|conforme a) (?:los |las |la |el )?[^,.;()0-9]{0,40}?(?:estadístic\w+|datos|aduan\w+|cifras)[^,.;()0-9]{0,25}",
    noted: r"^(?:las |los |ambas |ambos )?(?P<who>partes|ministros|presidentes|cancilleres|mandatarios)\b[^.]{0,30}?\b(?:destacaron|señalaron|subrayaron|constataron|anunciaron|acordaron)",
    pronoun: r"^(?:esta cifra|este valor|esto|el volumen|la cifra|el monto)\b",
    base: r"(?:frente a|en comparación con|comparado con|contra|desde(?: los)?|de los|respecto a)\s*$",
    by: r"\ben (?:unos |casi |más de |cerca de )?$",
    by_behind: r"^\s*(?:más|menos) que\b",
    with: r"^\s*(?:\w+ ){0,2}?(?:con|a|hacia|desde|de|procedentes de) (?:la |el )?(?:república de )?$",
    count: r"\b(?P<op>más de|al menos|unos|cerca de|casi) (?P<n>NUMBER) (?P<of>países|estados|empresas|compañías|proyectos)\b",
};

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Words {
        static ALL: PerLanguage<Words> = PerLanguage::new();
        let source = match language {
            Language::En => &EN,
            Language::Ru => &RU,
            Language::Sr => &SR,
            Language::Kk => &KK,
            Language::De => &DE,
            Language::Es => &ES,
        };
        ALL.of(language, || Words::build(source))
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
            moved: plain(MOVED),
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
        let result = |at: &Range<usize>| {
            let moved = self.moved.as_ref();
            before[at.clone()].starts_with("to ")
                && moved.is_some_and(|moved| moved.is_match(&before[..at.start]))
        };
        let target = find(&self.target, before).filter(|at| (!last || potential(at)) && !result(at));
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
