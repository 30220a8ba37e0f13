# What Entente says, in Serbian, in Cyrillic; the Latin script is made from it.
# ⟦кирилица|latinica⟧: what is spelt otherwise in Latin letters.

## Figures

money-usd = { $amount }{"\u00A0"}USD
percent = { $number }%
compact-thousand = { $amount }{"\u00A0"}хиљ.
compact-million = { $amount }{"\u00A0"}мил.
compact-billion = { $amount }{"\u00A0"}млрд
absent-spoken = није исказано
minus-spoken = минус
periods = { $first } – { $last }

## Areas and goods

pair = { $one } и { $other }
direction = { $exporter } → { $importer }
goods-total = сва роба
goods-code = ХС { $code }
goods-section = одељак { $number }

## Whose figures

valuation-both = извоз { $export }, увоз { $import }
release = { $area }: { $dataset }, { $periods }, објављено { $day }
release-import = { $area }: { $dataset }, { $periods }, унето { $day }, датум објаве није наведен
by-report = према подацима стране ({ $area })

## Columns

column-direction = Смер
column-period = Период
column-product = Роба
column-exports-of = Извоз ({ $area }, { $valuation }), USD
column-imports-of = Увоз ({ $area }, { $valuation }), USD
column-turnover-of = Робна размена ({ $area }), USD
column-difference = Разлика, USD
column-ratio = Увоз према извозу, пута
column-told = Ко исказује
column-causes = Узроци
column-cause = Узрок
column-via = Преко
column-amount = Износ, USD
column-share = Удео
column-low = Најмање, USD
column-high = Највише, USD
column-grade = Степен доказа
column-method = Метода
column-evidence = На чему почива
column-meaning = На шта се ослања
column-what = Податак
column-change = Промена, USD
column-contribution = Удео у промени
column-value-of = { $period }, USD
column-growth = Допринос расту
column-trend = Кретање
column-section = Одељак
column-record = Запис
column-title = Наслов
column-type = Врста
column-level = Ниво
column-status = Стање
column-since = Од када
column-listed-by = Ко је известио
column-review = Провера
column-facet = Обележје
column-word = Вредност
column-count = Број
column-day = Датум
column-event = Догађај
column-party = Страна
column-place = Место
column-note = Напомена
column-field = Поље
column-words = Речи извора
column-source = Извор
column-commitment = Обавеза
column-owner = Носилац
column-strength = Степен
column-due = Рок
column-claim = Изнети податак
column-verdict = Налаз
column-whose = Чији је податак
column-value-by = Подаци стране ({ $area }), USD
column-deviation-from = Одступање од података ({ $area }), USD
column-number-of = Бр. ({ $area })
column-title-of = Наслов ({ $area })
column-differs = По чему се разликују
column-role = Улога
column-institution = Установа

## Both reports side by side

mirror-title = { $pair }: размена према подацима обе стране, { $periods }
mirror-caption = { $direction }: извештаји обе стране
mirror-description = За сваки период два стубца: извоз према подацима земље извознице ({ $exporter }) и увоз према подацима земље увознице ({ $importer }); размак између њих је разлика.
finding-both = { $direction }, { $period }, { $goods }: извоз према подацима земље извознице ({ $exporter }) износи { $export }, увоз према подацима земље увознице ({ $importer }) износи { $import }; извештаји се разликују за { $difference }.
finding-equal = { $direction }, { $period }, { $goods }: и земља извозница ({ $exporter }) и земља увозница ({ $importer }) исказују { $export }.
finding-export-only = { $direction }, { $period }, { $goods }: извоз према подацима земље извознице ({ $exporter }) износи { $export }; извештаја земље увознице ({ $importer }) нема.
finding-import-only = { $direction }, { $period }, { $goods }: увоз према подацима земље увознице ({ $importer }) износи { $import }; извештаја земље извознице ({ $exporter }) нема.
finding-none = { $direction }, { $period }, { $goods }: ниједна страна ({ $exporter }, { $importer }) не исказује ништа.
rows-both =
    Обе стране исказују податке у { $both } од { $category ->
        [one] { $count } реда
        [few] { $count } реда
       *[other] { $count } редова
    }.
note-difference = Разлика: извештај увознице умањен за извештај извознице. „–“: нема извештаја; он се никада не узима као 0.
note-cif-fob = Извоз се вреднује по паритету FOB, а увоз по паритету CIF: већ превоз и осигурање чине увоз већим од извоза.
note-inverted = Где је увоз исказан мањи од извоза, превоз и осигурање не могу бити разлог: { $places }.
note-apart = У редовима које исказују обе стране, а нису упоредиви, разлика се не приказује.

## What explains a difference

parts-title = { $direction }, { $period }: шта објашњава разлику
parts-caption = Саставни делови разлике од { $difference }
parts-main = Највећи део износи { $amount } ({ $share }), узрок: { $cause }. Степен доказа: { $grade }, { $meaning }.
parts-unexplained = Ниједан део разлике није објашњен.
parts-interval = Докази за овај део остављају распон од { $low } до { $high }.
parts-description = Од извештаја извознице ({ $exporter }) до извештаја увознице ({ $importer }), корак по корак; сваки корак је један део разлике.
parts-none-reported = нема извештаја
cause-via = { $cause }: { $area }
bar-exports = Извоз, { $area }
bar-imports = Увоз, { $area }
note-parts-sum = Збир делова тачно је једнак разлици.
note-gross = Збир разлика најситнијих ћелија без обзира на знак: { $gross }.
note-split = Од необјашњеног, где обе стране исказују тежину, { $quantity } долази од разлике количина, а { $unit } од разлике јединичних вредности.
all-parts-caption = Саставни делови разлика
grades-heading = Степени доказа
grades-caption = Од најпоузданијих доказа до најслабијих

## One cell

cell-title = { $direction }, { $period }, { $goods }: једна ћелија у извештајима обе стране
cell-caption = Шта исказује свака страна
cell-value = вредност, USD
cell-weight = нето тежина, кг
cell-unit-value = јединична вредност, USD по кг
cell-dataset = скуп података
cell-release = издање
cell-valuation = основ вредновања
cell-attribution = партнер одређен према
column-side-of = { $side }: { $area }

## What changed

growth-title = { $direction }, { $from } – { $to }: шта се променило, { $by }
growth-finding = { $direction }, { $by }: { $from } — { $before }, { $to } — { $after }; промена: { $change }.
growth-main = Највећи допринос је { $amount }: { $product }.
growth-caption = Промена по роби
growth-description = Од ранијег збира до каснијег, роба по роба; корак наниже је пад.
growth-other = остала роба

## Products

top-title = { $direction }, { $period }: главна роба, { $by }
top-finding =
    { $direction }, { $period }, { $by }: { $category ->
        [one] { $count } прва роба чини
        [few] { $count } прве робе чине
       *[other] { $count } првих роба чини
    } { $share } од { $total }.
top-caption = Роба по вредности
treemap-title = { $direction }, { $period }: роба по одељцима, { $by }
treemap-finding = { $direction }, { $period }, { $by }: највећи је { $section }, { $share } од { $total }.
treemap-description = Површина сваког поља одговара вредности робе; роба једног одељка стоји заједно.

## The register

register-title = { $pair }: шта је договорено
register-finding =
    { $category ->
        [one] { $count } документ
        [few] { $count } документа
       *[other] { $count } докумената
    }; на снази: { $in-force }; стање непознато: { $unknown }.
register-others = Осим тога, групе без броја и наслова: { $groups }; узгред поменуто: { $mentions }.
register-caption = Документи
facets-heading = Колико којих
facet-year = година
instrument-finding = Стање на дан { $day }: { $status }.
instrument-events = Догађаји
instrument-parties = Учесници
instrument-words = Одакле је прочитано
board-title = { $pair }: обавезе на дан { $day }
board-finding = Касни: { $late }; отворено: { $open }; извршено: { $done }; одустало се или замењено: { $ended }.
board-late = Касне
board-open = Отворене
board-done = Извршене
board-ended = Напуштене или замењене
claims-title = { $pair }: изнети подаци и шта кажу извештаји
claims-finding =
    { $category ->
        [one] { $count } изнети податак
        [few] { $count } изнета податка
       *[other] { $count } изнетих података
    }; потврдиле обе стране: { $confirmed }; само једна: { $one-side }; између два извештаја: { $between }; у супротности с подацима: { $contradicted }; није проверено или није проверљиво: { $open }.
claims-caption = Изнети подаци и налази
lists-title = { $pair }: спискови двеју страна са исте свечаности
lists-finding = На оба списка: { $both }; само на списку једне стране ({ $one }): { $only-one }; само на списку друге стране ({ $other }): { $only-other }.
lists-none = Нема свечаности о којој постоје спискови обе стране.
lists-caption = Ред по ред
instrument-item = { $type }:
third-party = трећа страна

## The brief

brief-title = { $pair }: информација о узајамној трговини и договорима, { $day }
brief-agreed = Шта је договорено и докле се стигло
brief-turnover = Робна размена према подацима сваке стране
brief-explains = Шта објашњава разлику
brief-changed = Шта се променило
brief-claims = Изнети подаци
brief-ask = Шта питати партнера
brief-annex = Прилог { $letter }. { $title }
brief-commitments = Обавезе: касни { $late }, отворено { $open }, извршено { $done }.
brief-nothing-agreed = У регистру нема докумената овог пара земаља.
brief-no-claims = У регистру нема изнетих података овог пара земаља.
turnover-whole = Према подацима стране ({ $area }), { $period }: извоз { $exports }, увоз { $imports }, робна размена { $turnover }.
turnover-none = { $area }: нема периода за који су исказани и извоз и увоз.
turnover-gap = { $period }: робна размена се у два извештаја разликује за { $difference }.
note-turnover = Разлика: робна размена према подацима једне стране ({ $other }) умањена за размену према подацима друге ({ $one }).
turnover-caption = Извоз, увоз и робна размена према подацима сваке стране
changed-line = { $direction }, { $by }: { $from } — { $before }, { $to } — { $after }, промена — { $share }.
claim-line = { $verdict }:
claim-whose = Чији је податак: { $area }.
ask-missing = { $area }: молимо да доставите податке за { $periods } ({ $flow }).
ask-indirect = { $area }, { $period }: коју земљу отпреме наводе ваши записи за ову робу ({ $amount })? Овде се претпоставља: { $via }.
ask-cif-fob = { $area }, { $period }: колико превоза и осигурања садрже ваши записи о увозу (овде процењено на { $amount })?
ask-residual = { $area }, { $period }: молимо да упоредимо записе по пошиљкама; { $amount } разлике није објашњено.
ask-late = { $title }: шта је урађено и када ће бити завршено?
ask-nothing = Из података не произлазе питања за партнера.

## Causes of a difference (entente_trade::Cause)

cause-hs_edition = различита издања Хармонизованог система
cause-exchange_rate = различити девизни курсеви
cause-scope = роба или територија коју једна страна не обухвата
cause-confidential = шифре скривене ради поверљивости
cause-re_export = реекспорт стране робе
cause-indirect = роба која је ишла преко треће земље
cause-timing = роба на путу на крају периода
cause-cif_fob = превоз и осигурање (CIF/FOB)
cause-misclassification = различите шифре за исту робу
cause-one_sided = исказала само једна страна
cause-threshold = испод прага обухвата друге стране
cause-unit_error = количина у другој јединици од исказане
cause-value_error = вредност погрешна за ред величине или у другој валути
cause-undervaluation = увозне вредности испод извозних
cause-residual = необјашњено

## What a grade of evidence stands on (entente_trade::Grade)

grade-E1 = подаци обе стране
grade-E2 = податак из записа једне стране
grade-E3 = подаци трећих земаља
grade-E4 = модел
grade-E5 = искуствено правило

## How a part was found: names of methods are those of the comparison

method-conversion_weights = пондери прелаза између издања
method-reference_rate = референтни девизни курс
method-coverage = обухват према опису стране
method-hidden_fingerprint = исте скривене пошиљке код обе стране
method-other_side_structure = структура извештаја друге стране
method-re_export_flow = евидентиран реекспорт
method-export_less_domestic = извоз умањен за извоз домаће робе
method-second_partner = други партнер у записима
method-origin_less_consignment = увоз по пореклу умањен за увоз по земљи отпреме
method-triangle_totals = укупни подаци извознице, посредничке земље и увознице
method-shipment_fingerprint = исте пошиљке преко посредничке земље
method-lag_weights = пондери по времену превоза
method-late_shipment = пошиљка евидентирана у наредном периоду
method-recorded_fob = FOB вредност у увозном запису
method-stated_margin = маржа коју наводи страна
method-unit_values = однос јединичних вредности
method-gravity = модел превоза по удаљености
method-fixed_margin = стална маржа, по захтеву
method-margin_6_percent = маржа од 6%, коју примењује Међународни монетарни фонд
method-equal_split = једнака подела између шифара
method-minimum_cost_matching = спаривање шифара уз најмањи трошак
method-presence = постоји само код једне стране
method-threshold = праг обухвата
method-unit_snap = чинилац познате јединице
method-net_gross = нето према бруто тежини
method-power_of_ten = степен броја десет
method-persistent_unit_value = трајно ниже јединичне вредности
method-remainder = остатак

## The two reports of a flow (entente_trade::Side)

side-export = извоз
side-import = увоз

## Flows (entente_trade::Flow)

flow-X = извоз
flow-M = увоз
flow-DX = извоз домаће робе
flow-RX = реекспорт
flow-XIP = извоз после унутрашње обраде
flow-XOP = извоз ради спољне обраде
flow-FM = увоз стране робе
flow-RM = поновни увоз
flow-MIP = увоз ради унутрашње обраде
flow-MOP = увоз после спољне обраде

## What a value includes (entente_trade::Valuation)

valuation-fob = FOB
valuation-cif = CIF
valuation-unstated = основ вредновања није наведен

## By which country the partner was chosen (entente_trade::Attribution)

attribution-origin = земља порекла
attribution-consignment = земља отпреме
attribution-last_known_destination = последње познато одредиште
attribution-unstated = није наведено
attribution-imputed = преузето из извештаја друге стране

## Which sides report a cell

told-both = обе стране
told-export_only = само извозница
told-import_only = само увозница
told-inferred = ниједна
told-apart = обе стране, неупоредиво

## How detailed (entente_trade::Level)

level-total = сва роба
level-hs2 = главе
level-hs4 = тарифни бројеви
level-hs6 = тарифни подбројеви

## How often (entente_trade::Frequency)

frequency-annual = по годинама
frequency-monthly = по месецима

## Types of instruments (entente_register::reading::InstrumentType)

type-treaty = уговор
type-agreement = споразум
type-protocol = протокол
type-memorandum_of_understanding = меморандум о разумевању
type-memorandum_of_cooperation = меморандум о сарадњи
type-memorandum = меморандум
type-convention = конвенција
type-exchange_of_notes = размена нота
type-exchange_of_letters = размена писама
type-joint_statement = заједничка изјава
type-declaration = декларација
type-programme = програм
type-action_plan = акциони план
type-roadmap = мапа пута
type-letter_of_intent = писмо о намерама
type-minutes = записник
type-contract = уговор о послу
type-other = друго

## Between whom (entente_register::reading::Level)

between-interstate = међудржавни
between-intergovernmental = међувладин
between-interdepartmental = међуресорни
between-inter_institutional = између установа

## How much of an instrument is told (entente_register::reading::Completeness)

completeness-titled = са насловом
completeness-group = више њих без наслова
completeness-mention = узгред поменут

## Roles of participants (entente_register::record::Role)

role-party = страна
role-on_behalf_of = потписује у име стране
role-competent_authority = надлежни орган
role-depositary = депозитар

## Where a participant was read (entente_register::reading::ParticipantFrom)

read-title = прочитано у наслову
read-context = познато по пару земаља
read-text = прочитано у тексту

## What happens to instruments and commitments (entente_register::record::EventKind)

event-initialled = парафиран
event-signed = потписан
event-approved = одобрен
event-ratified = потврђен
event-notified = упућено обавештење
event-provisionally_applied = привремено се примењује
event-in_force = ступио на снагу
event-published = објављен
event-registered = регистрован
event-amended = измењен
event-extended = продужен
event-suspended = примена обустављена
event-denounced = отказан
event-terminated = престао да важи
event-replaced = замењен
event-opened = отворено
event-reported = поднет извештај
event-evidence = достављен доказ
event-done = извршено
event-dropped = одустало се
event-superseded = замењено новим

## What one instrument is to another (entente_register::record::RelationKind)

relation-amends = мења
relation-implements = спроводи
relation-replaces = замењује
relation-supplements = допуњава
relation-based_on = заснива се на

## What may be shown (entente_register::record::Confidentiality)

confidentiality-open = јавно
confidentiality-title_only = само наслов
confidentiality-closed = затворено

## Meetings (entente_register::reading::MeetingKind)

meeting-state_visit = државна посета
meeting-official_visit = званична посета
meeting-working_visit = радна посета
meeting-visit = посета
meeting-talks = разговори
meeting-meeting = састанак
meeting-consultations = консултације
meeting-forum = форум
meeting-ceremony = свечаност

## Kinds of commitment (entente_register::reading::CommitmentKind)

commitment-action = радња
commitment-quantitative_target = бројчани циљ
commitment-intention = намера
commitment-invitation = позив

## How strong (entente_register::reading::Strength)

strength-agreed = договорено
strength-instructed = наложено
strength-planned = планирано
strength-proposed = предложено
strength-expressed_interest = исказано интересовање

## Where an instrument stands (entente_register::status::Status)

status-signed_not_in_force = потписан, није на снази
status-provisionally_applied = привремено се примењује
status-in_force = на снази
status-expired = истекао
status-terminated = престао да важи
status-unknown = непознато

## Where a commitment stands (entente_register::status::progress)

progress-open = отворено
progress-late = касни
progress-done = извршено
progress-dropped = одустало се
progress-superseded = замењено

## What a check of a claim comes to (entente_register::check::Verdict)

verdict-confirmed = потврђено
verdict-confirmed_by_one_side = потврђено само од једне стране
verdict-between_the_mirrors = између два извештаја
verdict-contradicted = у супротности с подацима
verdict-not_checkable = није проверљиво
verdict-unchecked = још није проверено

## What a claim counts (entente_register::reading::Flow)

counted-turnover = робна размена
counted-exports = извоз
counted-imports = увоз
counted-balance = трговински биланс
counted-deficit = трговински дефицит
counted-investment = инвестиције
counted-count = број
counted-unspecified = није речено шта

## How a claimed amount compares (entente_register::reading::Operator)

operator-equal = тачно
operator-about = око
operator-at_least = најмање
operator-at_most = највише
operator-below = испод
operator-above = изнад

## Kinds of change (entente_register::reading::ChangeKind)

change-factor = пута
change-percent = процената
change-absolute = износ

## Whether a figure is told as a fact (entente_register::reading::Modality)

modality-actual = чињеница
modality-target = циљ
modality-forecast = прогноза

## Kinds of source (entente_register::record::SourceKind)

source-communique = саопштење
source-agency_report = агенцијска вест
source-press = штампа
source-protocol_text = текст записника
source-speech = говор
source-data_file = датотека с подацима

## What was decided of it (entente_register::record::Record::review, Standing)

review-confirmed = потврђено
review-proposed = предложило правило
review-partly_confirmed = делимично потврђено
review-rejected = одбијено

## What the register holds (entente_register::record::Kind)

kind-instrument = документ
kind-meeting = састанак
kind-person = лице
kind-commitment = обавеза
kind-claim = изнети податак
kind-commission = комисија
kind-session = седница

## Kinds of institution

institution-government = влада
institution-ministry = министарство
institution-agency = агенција
institution-statistical-office = завод за статистику
institution-customs = царина
institution-central-bank = централна банка
institution-prosecutor = тужилаштво
institution-chamber = привредна комора
institution-university = универзитет
institution-institute = институт
institution-library = библиотека
institution-city = град
institution-company = предузеће

## In what two lists differ (entente_register::lists::Difference)

differs-type = врста
differs-institution = установа
differs-subject = предмет
differs-order = редослед

## Subjects of instruments (entente_register::subject)

subject-readmission = реадмисија
subject-migration = миграције
subject-visas = визе
subject-defence = одбрана
subject-security = безбедност
subject-justice = правосуђе
subject-education = образовање
subject-science = наука
subject-youth = омладина
subject-sport = спорт
subject-culture = култура
subject-heritage = културно наслеђе
subject-cinema = филм
subject-libraries = библиотеке
subject-tourism = туризам
subject-health = здравство
subject-veterinary = ветеринарство
subject-agriculture = пољопривреда
subject-labour = рад
subject-social = социјална заштита
subject-digital = дигитални развој
subject-e_government = електронска управа
subject-telecommunications = телекомуникације
subject-space = свемир
subject-space_peaceful = мирољубиво коришћење свемира
subject-statistics = статистика
subject-trade = трговина
subject-free_trade = слободна трговина
subject-customs = царине
subject-investment = улагања
subject-taxation = опорезивање
subject-finance = финансије
subject-industry = индустрија
subject-energy = енергетика
subject-green = зелена енергија
subject-transport = саобраћај
subject-environment = животна средина
subject-emergencies = ванредне ситуације
subject-diplomacy = дипломатија
subject-strategy = стратешко партнерство
subject-cities = градови

## Datasets (entente_trade::Dataset)

dataset-entente = размена између органа
dataset-kz-bns = Биро националне статистике Казахстана
dataset-am-armstat = Статистички комитет Јерменије (⟦Армстат|Armstat⟧)
dataset-uz-stat = Агенција за статистику Узбекистана
dataset-eurostat = ⟦Евростат|Eurostat⟧, Comext
dataset-comtrade = УН ⟦Комтрејд|Comtrade⟧
dataset-imf-dots = Међународни монетарни фонд, правци трговине

## Fixed words of files and charts (entente_brief::write::Word)

word-no_data = –
word-export = извештај извознице
word-import = извештај увознице
word-difference = разлика
word-increase = раст
word-decrease = пад
word-total = укупно
word-us_dollars = амерички долари
word-figures_as_table = Подаци у табели
word-notes = Напомене
word-provenance = Порекло података
word-reporters = Државе извештачи
word-valuation = Основ вредновања
word-periods = Периоди
word-vintage = Стање података на дан
word-datasets = Скупови података
word-query = Адреса овог одговора
word-extracted = Време преузимања
word-rows = Редова
word-checksum = Контролни збир
word-licence = Услови коришћења
word-cover = Насловна
word-contents = Садржај
word-skip_to_content = Пређи на садржај
word-languages = Језици
word-pages = Странице
word-downloads = Преузимање
word-code = Шифра

## Fields of records (entente_register::record::shape::SHAPES)

field-pair = пар држава
field-address = адреса
field-same_as = исто што и
field-open = остаје отворено
field-part_of = у оквиру
field-completeness = потпуност
field-title = наслов
field-designation = ознака врсте
field-type = врста
field-level = ниво
field-binding = обавезност
field-participant = учесник
field-subject_as_written = предмет, како је написано
field-subject = предмет
field-listed = број у списку
field-event = догађај
field-term = рок важења
field-renewal = начин продужења
field-authentic = аутентични језик
field-prevailing = меродавни језик
field-confidentiality = поверљивост
field-relation = однос
field-reference = референца
field-text_copy = примерак текста
field-meeting_kind = врста састанка
field-date = датум
field-date_as_written = датум, како је написано
field-place = место
field-host = држава домаћин
field-attendee = присутни
field-name = име
field-office = функција
field-side = страна
field-present = присуство
field-founding = оснивачки документ
field-co_chair = копредседавајући
field-working_group = радна група
field-ordinal = број
field-protocol = потписани протокол
field-agenda = дневни ред
field-next_due = следеће
field-text = текст
field-commitment_kind = врста обавезе
field-strength = степен
field-verb = глагол
field-owner = носилац
field-owner_institution = надлежна установа
field-speaker = ко је рекао
field-counterpart = према коме
field-due = рок
field-metric = показатељ
field-sentence = реченица
field-attributed_to = приписано
field-flow = шта се броји
field-reporter_view = чија статистика
field-partner = партнер
field-products = роба
field-operator = поређење
field-amount = износ
field-change = промена
field-period = период
field-modality = чињеница или циљ
field-implied_base = подразумевана основа

## The site: menu, views, forms (entente_brief::wording::SiteWord)

site-trade = Трговина
site-register = Шта је договорено
site-commitments = Обавезе
site-claims = Изнете бројке
site-lists = Два списка
site-brief = Информација
site-mirror = оба извештаја
site-parts = чиме се објашњава разлика
site-growth = шта се променило
site-products = водећи производи
site-treemap = производи по одељцима
site-cell = једна ћелија
site-exporter = Извозница
site-importer = Увозница
site-view = Приказ
site-detail = Роба
site-frequency = Учесталост
site-side = Чији извештај
site-commodity = Шифра робе
site-show = Прикажи
site-search = Речи
site-any = све

## Addresses that are not answered

wrong-asked = Ова адреса нема смисла
wrong-method = Овај сајт се само чита
wrong-much = Ово је више него што једна страница приказује
wrong-long = Ова адреса је предугачка
wrong-server = Сервер није успео; разлог је јављен ономе ко га води
wrong-nothing = На овој адреси нема ничега
wrong-found = Нађено: { $found }
wrong-expected = Очекивано: { $expected }
wrong-near = Да ли сте мислили:
