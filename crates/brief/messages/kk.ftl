# What Entente says, in Kazakh.

## Figures

money-usd = { $amount }{"\u00A0"}АҚШ доллары
percent = { $number }%
compact-thousand = { $amount }{"\u00A0"}мың
compact-million = { $amount }{"\u00A0"}млн
compact-billion = { $amount }{"\u00A0"}млрд
absent-spoken = көрсетілмеген
minus-spoken = минус
periods = { $first } – { $last }

## Areas and goods

pair = { $one } және { $other }
direction = { $exporter } → { $importer }
goods-total = барлық тауарлар
goods-code = ҮЖ коды { $code }
goods-section = { $number }-бөлім

## Whose figures

valuation-both = экспорт — { $export }, импорт — { $import }
release = { $area }: { $dataset }, { $periods }, шығарылым күні: { $day }
release-import = { $area }: { $dataset }, { $periods }, енгізілген күні: { $day }, шығарылым күні көрсетілмеген
by-report = { $area } деректері бойынша

## Columns

column-direction = Бағыты
column-period = Кезең
column-product = Тауар
column-exports-of = Экспорт ({ $area }, { $valuation }), АҚШ доллары
column-imports-of = Импорт ({ $area }, { $valuation }), АҚШ доллары
column-turnover-of = Тауар айналымы ({ $area }), АҚШ доллары
column-difference = Айырма, АҚШ доллары
column-ratio = Импорттың экспортқа қатынасы, есе
column-told = Кім көрсеткен
column-causes = Себептері
column-cause = Себебі
column-via = Қай ел арқылы
column-amount = Сомасы, АҚШ доллары
column-share = Үлесі
column-low = Кемінде, АҚШ доллары
column-high = Көп дегенде, АҚШ доллары
column-grade = Дәлел дәрежесі
column-method = Әдіс
column-evidence = Негізі
column-meaning = Неге сүйенеді
column-what = Көрсеткіш
column-change = Өзгеріс, АҚШ доллары
column-contribution = Өзгерістегі үлесі
column-value-of = { $period }, АҚШ доллары
column-growth = Өсімге қосқан үлесі
column-trend = Барысы
column-section = Бөлім
column-record = Жазба
column-title = Атауы
column-type = Түрі
column-level = Деңгейі
column-status = Жай-күйі
column-since = Қашаннан
column-listed-by = Кім хабарлады
column-review = Тексеру
column-facet = Белгі
column-word = Мәні
column-count = Саны
column-day = Күні
column-event = Оқиға
column-party = Тарап
column-place = Орны
column-note = Ескертпе
column-field = Деректеме
column-words = Дереккөздің сөздері
column-source = Дереккөз
column-commitment = Міндеттеме
column-owner = Орындаушы
column-strength = Дәрежесі
column-due = Мерзімі
column-claim = Мәлімделген көрсеткіш
column-verdict = Қорытынды
column-whose = Кімнің көрсеткіші
column-value-by = { $area } деректері, АҚШ доллары
column-deviation-from = Мәлімдеменің { $area } деректерінен ауытқуы, АҚШ доллары
column-number-of = № ({ $area })
column-title-of = Атауы ({ $area })
column-differs = Айырмашылығы
column-role = Рөлі
column-institution = Мекеме

## Both reports side by side

mirror-title = { $pair }: екі тараптың деректері бойынша сауда, { $periods }
mirror-caption = { $direction }: екі тараптың есебі
mirror-description = Әр кезең үшін екі баған: { $exporter } көрсеткен экспорт пен { $importer } көрсеткен импорт; араларындағы кеңістік — айырма.
finding-both = { $direction }, { $period }, { $goods }: экспорттаушы ел ({ $exporter }) деректері бойынша экспорт — { $export }, импорттаушы ел ({ $importer }) деректері бойынша импорт — { $import }; есептердің айырмасы — { $difference }.
finding-equal = { $direction }, { $period }, { $goods }: экспорттаушы ел де ({ $exporter }), импорттаушы ел де ({ $importer }) { $export } көрсетеді.
finding-export-only = { $direction }, { $period }, { $goods }: экспорттаушы ел ({ $exporter }) деректері бойынша экспорт — { $export }; импорттаушы елдің ({ $importer }) есебі жоқ.
finding-import-only = { $direction }, { $period }, { $goods }: импорттаушы ел ({ $importer }) деректері бойынша импорт — { $import }; экспорттаушы елдің ({ $exporter }) есебі жоқ.
finding-none = { $direction }, { $period }, { $goods }: екі тарап та ({ $exporter }, { $importer }) ештеңе көрсетпейді.
rows-both = Екі тарап та { $count } жолдың { $both } жолында деректер көрсетеді.
note-difference = Айырма: импорттаушының есебінен экспорттаушының есебі шегеріледі. «–»: есеп жоқ; ол ешқашан 0 деп саналмайды.
note-cif-fob = Экспорт ФОБ, импорт СИФ бағасымен есептеледі: фрахт пен сақтандырудың өзі-ақ импортты көбірек етіп көрсетеді.
note-inverted = Импорт экспорттан аз көрсетілген жерде фрахт пен сақтандыру себеп бола алмайды: { $places }.
note-apart = Екі тарап көрсеткен, бірақ салыстыруға келмейтін жолдарда айырма көрсетілмейді.

## What explains a difference

parts-title = { $direction }, { $period }: айырманың себептері
parts-caption = { $difference } көлеміндегі айырманың құрамдас бөліктері
parts-main = Ең үлкен бөлігі — { $amount } ({ $share }), себебі: { $cause }. Дәлел дәрежесі: { $grade }, { $meaning }.
parts-unexplained = Айырманың ешбір бөлігі түсіндірілмеді.
parts-interval = Дәлелдер бойынша бұл бөлік { $low } мен { $high } аралығында.
parts-description = Экспорттаушының ({ $exporter }) есебінен импорттаушының ({ $importer }) есебіне дейін қадам сайын; әр қадам — айырманың бір бөлігі.
parts-none-reported = есеп жоқ
cause-via = { $cause }: { $area }
bar-exports = Экспорт, { $area }
bar-imports = Импорт, { $area }
note-parts-sum = Бөліктердің қосындысы айырмаға дәл тең.
note-gross = Ең ұсақ ұяшықтардың таңбасы ескерілмеген айырмалары: { $gross }.
note-split = Екі тарап та салмақ көрсеткен жерде түсіндірілмеген бөліктің { $quantity } сомасы мөлшер айырмасынан, { $unit } сомасы бірлік құндарының айырмасынан құралады.
all-parts-caption = Айырмалардың құрамдас бөліктері
grades-heading = Дәлел дәрежелері
grades-caption = Ең сенімді дәлелден ең әлсізіне дейін

## One cell

cell-title = { $direction }, { $period }, { $goods }: бір ұяшық екі тараптың есебінде
cell-caption = Әр тарап не көрсетеді
cell-value = құны, АҚШ доллары
cell-weight = таза салмағы, кг
cell-unit-value = бірлік құны, АҚШ доллары/кг
cell-dataset = деректер жиыны
cell-release = шығарылым
cell-valuation = бағалау негізі
cell-attribution = әріптес немен анықталған
column-side-of = { $side }: { $area }

## What changed

growth-title = { $direction }, { $from } – { $to }: не өзгерді, { $by }
growth-finding = { $direction }, { $by }: { $from } — { $before }, { $to } — { $after }; өзгеріс: { $change }.
growth-main = Ең үлкен үлес — { $amount }: { $product }.
growth-caption = Тауарлар бойынша өзгеріс
growth-description = Бастапқы жиынтықтан кейінгісіне дейін тауар сайын; төмен қадам — азаю.
growth-other = өзге тауарлар

## Products

top-title = { $direction }, { $period }: негізгі тауарлар, { $by }
top-finding = { $direction }, { $period }, { $by }: { $total } сомасының { $share } үлесі алғашқы { $count } тауарға тиесілі.
top-caption = Құны бойынша тауарлар
treemap-title = { $direction }, { $period }: бөлімдер бойынша тауарлар, { $by }
treemap-finding = { $direction }, { $period }, { $by }: ең үлкені — { $section }, оған { $total } сомасының { $share } үлесі тиесілі.
treemap-description = Әр аумақ тауардың құнына сәйкес; бір бөлімнің тауарлары қатар орналасқан.

## The register

register-title = { $pair }: қол жеткізілген уағдаластықтар
register-finding = { $count } құжат; қолданыста: { $in-force }; жай-күйі белгісіз: { $unknown }.
register-others = Бұдан басқа, саны мен атаулары айтылмаған топтар: { $groups }; жолай аталғандары: { $mentions }.
register-caption = Құжаттар
facets-heading = Әрқайсысының саны
facet-year = жыл
instrument-finding = { $day } жағдайы бойынша: { $status }.
instrument-events = Оқиғалар
instrument-parties = Қатысушылар
instrument-words = Неден оқылды
board-title = { $pair }: міндеттемелер, { $day } жағдайы бойынша
board-finding = Мерзімі өткені: { $late }; орындалып жатқаны: { $open }; орындалғаны: { $done }; алып тасталғаны немесе алмастырылғаны: { $ended }.
board-late = Мерзімі өткен
board-open = Орындалуда
board-done = Орындалған
board-ended = Алып тасталған немесе алмастырылған
claims-title = { $pair }: мәлімделген көрсеткіштер және есептер деректері
claims-finding = { $count } мәлімделген көрсеткіш; екі тарап растаған: { $confirmed }; тек бір тарап: { $one-side }; екі есептің аралығында: { $between }; деректерге қайшы: { $contradicted }; тексерілмеген немесе тексеру мүмкін емес: { $open }.
claims-caption = Мәлімдемелер мен қорытындылар
lists-title = { $pair }: бір рәсім бойынша екі тараптың тізімдері
lists-finding = Екі тізімде де: { $both }; тек бір тараптың ({ $one }) тізімінде: { $only-one }; тек екінші тараптың ({ $other }) тізімінде: { $only-other }.
lists-none = Екі тараптың тізімі бар рәсім жоқ.
lists-caption = Жол сайын
instrument-item = { $type }:
third-party = үшінші тарап

## The brief

brief-title = { $pair }: өзара сауда және уағдаластықтар туралы анықтама, { $day }
brief-agreed = Не келісілді және ол қандай жағдайда
brief-turnover = Әр тараптың деректері бойынша тауар айналымы
brief-explains = Айырманы не түсіндіреді
brief-changed = Не өзгерді
brief-claims = Мәлімделген көрсеткіштер
brief-ask = Әріптестен не сұрау керек
brief-annex = { $letter } қосымшасы. { $title }
brief-commitments = Міндеттемелер: мерзімі өткені — { $late }, орындалып жатқаны — { $open }, орындалғаны — { $done }.
brief-nothing-agreed = Тізілімде бұл жұптың құжаттары жоқ.
brief-no-claims = Тізілімде бұл жұптың мәлімделген көрсеткіштері жоқ.
turnover-whole = { $area } деректері бойынша { $period }: экспорт — { $exports }, импорт — { $imports }, тауар айналымы — { $turnover }.
turnover-none = { $area }: экспорт та, импорт та көрсетілген кезең жоқ.
turnover-gap = { $period }: екі есеп бойынша тауар айналымының айырмасы — { $difference }.
note-turnover = Айырма: { $other } деректеріндегі тауар айналымынан { $one } деректеріндегісі шегеріледі.
turnover-caption = Әр тараптың деректері бойынша экспорт, импорт және тауар айналымы
changed-line = { $direction }, { $by }: { $from } — { $before }, { $to } — { $after }, өзгеріс — { $share }.
claim-line = { $verdict }:
claim-whose = Кімнің көрсеткіші: { $area }.
ask-missing = { $area }: { $periods } кезеңінің деректерін жіберуді сұраймыз ({ $flow }).
ask-indirect = { $area }, { $period }: жазбаларыңызда бұл тауарлардың ({ $amount }) жөнелтуші елі ретінде қай ел көрсетілген? Мұнда болжанғаны: { $via }.
ask-cif-fob = { $area }, { $period }: импорт жазбаларыңызда фрахт пен сақтандыру қандай мөлшерде көрсетілген (мұндағы бағалау — { $amount })?
ask-residual = { $area }, { $period }: жөнелтілімдер бойынша жазбаларды салыстыруды сұраймыз; айырманың { $amount } сомасы түсіндірілмеді.
ask-late = { $title }: не істелді және қашан аяқталады?
ask-nothing = Деректерден сұралуы қажет мәселе туындамайды.

## Causes of a difference (entente_trade::Cause)

cause-hs_edition = Үйлестірілген жүйенің әртүрлі редакциялары
cause-exchange_rate = әртүрлі валюта бағамдары
cause-scope = тараптардың бірі есепке алмайтын тауарлар немесе аумақ
cause-confidential = құпиялылық себебінен жасырылған кодтар
cause-re_export = шетел тауарларының реэкспорты
cause-indirect = үшінші ел арқылы өткен тауарлар
cause-timing = кезең соңында жолда болған тауарлар
cause-cif_fob = фрахт пен сақтандыру (СИФ/ФОБ)
cause-misclassification = бір тауарға берілген әртүрлі кодтар
cause-one_sided = тек бір тарап көрсеткен
cause-threshold = екінші тараптың есепке алу шегінен төмен
cause-unit_error = мөлшері мәлімделгеннен өзге бірлікпен көрсетілген
cause-value_error = құны ондық дәрежеге қате немесе басқа валютада көрсетілген
cause-undervaluation = импорттық құнның экспорттық құннан төмен болуы
cause-residual = түсіндірілмеген

## What a grade of evidence stands on (entente_trade::Grade)

grade-E1 = екі тараптың жазбалары
grade-E2 = бір тарап жазбаларындағы деректеме
grade-E3 = үшінші елдердің деректері
grade-E4 = модель
grade-E5 = жуық ереже

## How a part was found: names of methods are those of the comparison

method-conversion_weights = редакциялар арасындағы қайта кодтау салмақтары
method-reference_rate = анықтамалық валюта бағамы
method-coverage = тарап сипаттаған есепке алу аясы
method-hidden_fingerprint = екі тарапта сәйкес келетін жасырын жөнелтілімдер
method-other_side_structure = екінші тарап есебінің құрылымы
method-re_export_flow = тіркелген реэкспорт
method-export_less_domestic = экспорттан отандық тауарлар экспортын шегеру
method-second_partner = жазбалардағы екінші әріптес
method-origin_less_consignment = шығу елі бойынша импорттан жөнелту елі бойынша импортты шегеру
method-triangle_totals = экспорттаушының, аралық елдің және импорттаушының жиынтық деректері
method-shipment_fingerprint = аралық ел арқылы өткен бірдей жөнелтілімдер
method-lag_weights = жолда болу уақыты бойынша салмақтар
method-late_shipment = келесі кезеңде тіркелген жөнелтілім
method-recorded_fob = импорт жазбасындағы ФОБ құны
method-stated_margin = тарап мәлімдеген үстеме
method-unit_values = бірлік құндарының арақатынасы
method-gravity = қашықтық бойынша фрахт моделі
method-fixed_margin = сұралған тұрақты үстеме
method-margin_6_percent = Халықаралық валюта қоры қолданатын 6% үстеме
method-equal_split = кодтар арасында тең бөлу
method-minimum_cost_matching = кодтарды ең аз шығынмен сәйкестендіру
method-presence = тек бір тарапта бар
method-threshold = есепке алу шегі
method-unit_snap = белгілі бірлік коэффициенті
method-net_gross = таза және брутто салмақ
method-power_of_ten = онның дәрежесі
method-persistent_unit_value = тұрақты түрде төмен бірлік құндары
method-remainder = қалғаны

## The two reports of a flow (entente_trade::Side)

side-export = экспорт
side-import = импорт

## Flows (entente_trade::Flow)

flow-X = экспорт
flow-M = импорт
flow-DX = отандық тауарлар экспорты
flow-RX = реэкспорт
flow-XIP = кедендік аумақта қайта өңдеуден кейінгі экспорт
flow-XOP = кедендік аумақтан тыс қайта өңдеуге экспорт
flow-FM = шетел тауарларының импорты
flow-RM = реимпорт
flow-MIP = кедендік аумақта қайта өңдеуге импорт
flow-MOP = кедендік аумақтан тыс қайта өңдеуден кейінгі импорт

## What a value includes (entente_trade::Valuation)

valuation-fob = ФОБ
valuation-cif = СИФ
valuation-unstated = бағалау негізі көрсетілмеген

## By which country the partner was chosen (entente_trade::Attribution)

attribution-origin = шыққан елі
attribution-consignment = жөнелткен елі
attribution-last_known_destination = соңғы белгілі межелі ел
attribution-unstated = көрсетілмеген
attribution-imputed = екінші тараптың есебінен алынған

## Which sides report a cell

told-both = екі тарап та
told-export_only = тек экспорттаушы
told-import_only = тек импорттаушы
told-inferred = ешқайсысы
told-apart = екі тарап та, салыстыруға келмейді

## How detailed (entente_trade::Level)

level-total = барлық тауарлар
level-hs2 = топтар
level-hs4 = тауар позициялары
level-hs6 = субпозициялар

## How often (entente_trade::Frequency)

frequency-annual = жылдар бойынша
frequency-monthly = айлар бойынша

## Types of instruments (entente_register::reading::InstrumentType)

type-treaty = шарт
type-agreement = келісім
type-protocol = хаттама
type-memorandum_of_understanding = өзара түсіністік туралы меморандум
type-memorandum_of_cooperation = ынтымақтастық туралы меморандум
type-memorandum = меморандум
type-convention = конвенция
type-exchange_of_notes = ноталар алмасу
type-exchange_of_letters = хат алмасу
type-joint_statement = бірлескен мәлімдеме
type-declaration = декларация
type-programme = бағдарлама
type-action_plan = іс-қимыл жоспары
type-roadmap = жол картасы
type-letter_of_intent = ниет туралы хат
type-minutes = отырыс хаттамасы
type-contract = келісімшарт
type-other = өзге

## Between whom (entente_register::reading::Level)

between-interstate = мемлекетаралық
between-intergovernmental = үкіметаралық
between-interdepartmental = ведомствоаралық
between-inter_institutional = ұйымдар арасындағы

## How much of an instrument is told (entente_register::reading::Completeness)

completeness-titled = атауымен
completeness-group = атаусыз бірнешеуі
completeness-mention = жолай аталған

## Roles of participants (entente_register::record::Role)

role-party = тарап
role-on_behalf_of = тараптың атынан қол қояды
role-competent_authority = құзыретті орган
role-depositary = депозитарий

## Where a participant was read (entente_register::reading::ParticipantFrom)

read-title = атауынан оқылды
read-context = жұп бойынша белгілі
read-text = мәтіннен оқылды

## What happens to instruments and commitments (entente_register::record::EventKind)

event-initialled = парафталды
event-signed = қол қойылды
event-approved = бекітілді
event-ratified = ратификацияланды
event-notified = хабарлама жіберілді
event-provisionally_applied = уақытша қолданыла бастады
event-in_force = күшіне енді
event-published = жарияланды
event-registered = тіркелді
event-amended = өзгерістер енгізілді
event-extended = мерзімі ұзартылды
event-suspended = қолданылуы тоқтатыла тұрды
event-denounced = денонсацияланды
event-terminated = қолданылуы тоқтатылды
event-replaced = басқасымен ауыстырылды
event-opened = ашылды
event-reported = есеп берілді
event-evidence = растау берілді
event-done = орындалды
event-dropped = алып тасталды
event-superseded = жаңасымен алмастырылды

## What one instrument is to another (entente_register::record::RelationKind)

relation-amends = өзгертеді
relation-implements = іске асырады
relation-replaces = ауыстырады
relation-supplements = толықтырады
relation-based_on = негізделеді

## What may be shown (entente_register::record::Confidentiality)

confidentiality-open = ашық
confidentiality-title_only = тек атауы
confidentiality-closed = жабық

## Meetings (entente_register::reading::MeetingKind)

meeting-state_visit = мемлекеттік сапар
meeting-official_visit = ресми сапар
meeting-working_visit = жұмыс сапары
meeting-visit = сапар
meeting-talks = келіссөздер
meeting-meeting = кездесу
meeting-consultations = консультациялар
meeting-forum = форум
meeting-ceremony = рәсім

## Kinds of commitment (entente_register::reading::CommitmentKind)

commitment-action = орындалатын іс
commitment-quantitative_target = сандық нысана
commitment-intention = ниет
commitment-invitation = шақыру

## How strong (entente_register::reading::Strength)

strength-agreed = уағдаласылды
strength-instructed = тапсырылды
strength-planned = жоспарланды
strength-proposed = ұсынылды
strength-expressed_interest = қызығушылық білдірілді

## Where an instrument stands (entente_register::status::Status)

status-signed_not_in_force = қол қойылған, күшіне енбеген
status-provisionally_applied = уақытша қолданылады
status-in_force = қолданыста
status-expired = мерзімі өткен
status-terminated = қолданылуы тоқтатылған
status-unknown = белгісіз

## Where a commitment stands (entente_register::status::progress)

progress-open = орындалуда
progress-late = мерзімі өткен
progress-done = орындалды
progress-dropped = алып тасталды
progress-superseded = алмастырылды

## What a check of a claim comes to (entente_register::check::Verdict)

verdict-confirmed = расталды
verdict-confirmed_by_one_side = тек бір тараптың деректерімен расталды
verdict-between_the_mirrors = екі есептің аралығында
verdict-contradicted = деректерге қайшы
verdict-not_checkable = тексеру мүмкін емес
verdict-unchecked = әлі тексерілмеген

## What a claim counts (entente_register::reading::Flow)

counted-turnover = тауар айналымы
counted-exports = экспорт
counted-imports = импорт
counted-balance = сауда теңгерімі
counted-deficit = сауда тапшылығы
counted-investment = инвестициялар
counted-count = саны
counted-unspecified = не екені айтылмаған

## How a claimed amount compares (entente_register::reading::Operator)

operator-equal = дәл
operator-about = шамамен
operator-at_least = кемінде
operator-at_most = көп дегенде
operator-below = кем
operator-above = астам

## Kinds of change (entente_register::reading::ChangeKind)

change-factor = есе
change-percent = пайыз
change-absolute = сома

## Whether a figure is told as a fact (entente_register::reading::Modality)

modality-actual = нақты дерек
modality-target = нысана
modality-forecast = болжам

## Kinds of source (entente_register::record::SourceKind)

source-communique = коммюнике
source-agency_report = ақпарат агенттігінің хабары
source-press = баспасөз
source-protocol_text = хаттама мәтіні
source-speech = сөз сөйлеу
source-data_file = деректер файлы

## What was decided of it (entente_register::record::Record::review, Standing)

review-confirmed = расталған
review-proposed = ереже ұсынған
review-partly_confirmed = ішінара расталған
review-rejected = қабылданбаған

## What the register holds (entente_register::record::Kind)

kind-instrument = құжат
kind-meeting = кездесу
kind-person = тұлға
kind-commitment = міндеттеме
kind-claim = мәлімделген көрсеткіш
kind-commission = комиссия
kind-session = отырыс

## Kinds of institution

institution-government = үкімет
institution-ministry = министрлік
institution-agency = агенттік
institution-statistical-office = статистика органы
institution-customs = кеден органы
institution-central-bank = орталық банк
institution-prosecutor = прокуратура
institution-chamber = сауда-өнеркәсіп палатасы
institution-university = университет
institution-institute = институт
institution-library = кітапхана
institution-city = қала
institution-company = компания

## In what two lists differ (entente_register::lists::Difference)

differs-type = түрі
differs-institution = мекеме
differs-subject = мәселесі
differs-order = реті

## Subjects of instruments (entente_register::subject)

subject-readmission = реадмиссия
subject-migration = көші-қон
subject-visas = визалар
subject-defence = қорғаныс
subject-security = қауіпсіздік
subject-justice = әділет
subject-education = білім беру
subject-science = ғылым
subject-youth = жастар
subject-sport = спорт
subject-culture = мәдениет
subject-heritage = мәдени мұра
subject-cinema = кино
subject-libraries = кітапханалар
subject-tourism = туризм
subject-health = денсаулық сақтау
subject-veterinary = ветеринария
subject-agriculture = ауыл шаруашылығы
subject-labour = еңбек
subject-social = әлеуметтік қорғау
subject-digital = цифрлық даму
subject-e_government = электрондық үкімет
subject-telecommunications = телекоммуникация
subject-space = ғарыш
subject-space_peaceful = ғарышты бейбіт мақсатта пайдалану
subject-statistics = статистика
subject-trade = сауда
subject-free_trade = еркін сауда
subject-customs = кеден ісі
subject-investment = инвестициялар
subject-taxation = салық салу
subject-finance = қаржы
subject-industry = өнеркәсіп
subject-energy = энергетика
subject-green = жасыл энергетика
subject-transport = көлік
subject-environment = қоршаған орта
subject-emergencies = төтенше жағдайлар
subject-diplomacy = дипломатия
subject-strategy = стратегиялық серіктестік
subject-cities = қалалар

## Datasets (entente_trade::Dataset)

dataset-entente = органдар арасындағы алмасу
dataset-kz-bns = Қазақстанның Ұлттық статистика бюросы
dataset-am-armstat = Арменияның Статистика комитеті (Армстат)
dataset-uz-stat = Өзбекстанның Статистика агенттігі
dataset-eurostat = Еуростат, Comext
dataset-comtrade = БҰҰ Комтрейд
dataset-imf-dots = Халықаралық валюта қоры, сауда бағыттары

## Fixed words of files and charts (entente_brief::write::Word)

word-no_data = –
word-export = экспорттаушының есебі
word-import = импорттаушының есебі
word-difference = айырма
word-increase = өсу
word-decrease = азаю
word-total = барлығы
word-us_dollars = АҚШ доллары
word-figures_as_table = Кесте түріндегі деректер
word-notes = Ескертпелер
word-provenance = Деректер қайдан алынды
word-reporters = Есеп беретін мемлекеттер
word-valuation = Бағалау негізі
word-periods = Кезеңдер
word-vintage = Деректердің күні
word-datasets = Деректер жиындары
word-query = Осы жауаптың мекенжайы
word-extracted = Алынған уақыты
word-rows = Жолдар
word-checksum = Бақылау сомасы
word-licence = Пайдалану шарттары
word-cover = Мұқаба
word-contents = Мазмұны
word-skip_to_content = Мазмұнға өту
word-languages = Тілдер
word-pages = Беттер
word-downloads = Жүктеп алу
word-code = Коды

## Fields of records (entente_register::record::shape::SHAPES)

field-pair = мемлекеттер жұбы
field-address = мекенжай
field-same_as = мынамен бірдей
field-open = ашық қалған мәселе
field-part_of = құрамында
field-completeness = толықтығы
field-title = атауы
field-designation = белгіленуі
field-type = түрі
field-level = деңгейі
field-binding = міндеттілігі
field-participant = қатысушы
field-subject_as_written = мәселесі, жазылғандай
field-subject = мәселесі
field-listed = тізімдегі нөмірі
field-event = оқиға
field-term = қолданылу мерзімі
field-renewal = ұзарту тәртібі
field-authentic = түпнұсқа тілі
field-prevailing = басым тіл
field-confidentiality = құпиялылығы
field-relation = байланысы
field-reference = дереккөзге сілтеме
field-text_copy = мәтін көшірмесі
field-meeting_kind = кездесу түрі
field-date = күні
field-date_as_written = күні, жазылғандай
field-place = орны
field-host = қабылдаушы мемлекет
field-attendee = қатысқан адам
field-name = аты
field-office = лауазымы
field-side = тарап
field-present = қатысуы
field-founding = құрған құжат
field-co_chair = тең төраға
field-working_group = жұмыс тобы
field-ordinal = нөмірі
field-protocol = қол қойылған хаттама
field-agenda = күн тәртібі
field-next_due = келесісі
field-text = мәтіні
field-commitment_kind = міндеттеме түрі
field-strength = дәрежесі
field-verb = етістігі
field-owner = орындаушы
field-owner_institution = жауапты мекеме
field-speaker = айтқан адам
field-counterpart = кімге берілген
field-due = мерзімі
field-metric = өлшем
field-sentence = сөйлем
field-attributed_to = кімнің атынан
field-flow = не есептеледі
field-reporter_view = кімнің статистикасы
field-partner = әріптес
field-products = тауарлар
field-operator = салыстыру
field-amount = сомасы
field-change = өзгеріс
field-period = кезең
field-modality = нақты дерек немесе нысана
field-implied_base = бастапқы шама

## The site: menu, views, forms (entente_brief::wording::SiteWord)

site-trade = Сауда
site-register = Келісілгендер
site-commitments = Міндеттемелер
site-claims = Мәлімделген сандар
site-lists = Екі тізім
site-brief = Анықтама
site-mirror = екі есеп те
site-parts = айырма немен түсіндіріледі
site-growth = не өзгерді
site-products = басты тауарлар
site-treemap = бөлімдер бойынша тауарлар
site-cell = бір ұяшық
site-exporter = Экспорттаушы
site-importer = Импорттаушы
site-view = Көрініс
site-detail = Тауарлар
site-frequency = Кезеңділігі
site-side = Кімнің есебі
site-commodity = Тауар коды
site-show = Көрсету
site-search = Сөздер
site-any = барлығы

## Addresses that are not answered

wrong-asked = Бұл мекенжайдың мағынасы жоқ
wrong-method = Бұл сайтты тек оқуға болады
wrong-much = Бұл бір бетте көрсетілетіннен көп
wrong-long = Бұл мекенжай тым ұзын
wrong-server = Сервер істен шықты; себебі оны жүргізушіге айтылды
wrong-nothing = Бұл мекенжайда ештеңе жоқ
wrong-found = Табылды: { $found }
wrong-expected = Күтілді: { $expected }
wrong-near = Мүмкін, мынау болар:
