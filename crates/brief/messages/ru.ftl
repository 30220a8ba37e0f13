# What Entente says, in Russian.

## Figures

money-usd = { $amount }{"\u00A0"}долл. США
percent = { $number }{"\u00A0"}%
compact-thousand = { $amount }{"\u00A0"}тыс.
compact-million = { $amount }{"\u00A0"}млн
compact-billion = { $amount }{"\u00A0"}млрд
absent-spoken = не указано
minus-spoken = минус
periods = { $first } – { $last }

## Areas and goods

pair = { $one } и { $other }
direction = { $exporter } → { $importer }
goods-total = все товары
goods-code = код ГС { $code }
goods-section = раздел { $number }

## Whose figures

valuation-both = экспорт — { $export }, импорт — { $import }
release = { $area }: { $dataset }, { $periods }, выпуск от { $day }
release-import = { $area }: { $dataset }, { $periods }, загружено { $day }, дата выпуска не указана
by-report = по данным стороны ({ $area })

## Columns

column-direction = Направление
column-period = Период
column-product = Товар
column-exports-of = Экспорт ({ $area }, { $valuation }), долл. США
column-imports-of = Импорт ({ $area }, { $valuation }), долл. США
column-turnover-of = Товарооборот ({ $area }), долл. США
column-difference = Расхождение, долл. США
column-ratio = Импорт к экспорту, раз
column-told = Кто показывает
column-causes = Причины
column-cause = Причина
column-via = Через
column-amount = Сумма, долл. США
column-share = Доля
column-low = Не менее, долл. США
column-high = Не более, долл. США
column-grade = Степень доказанности
column-method = Метод
column-evidence = Основание
column-meaning = На что опирается
column-what = Показатель
column-change = Изменение, долл. США
column-contribution = Доля в изменении
column-value-of = { $period }, долл. США
column-growth = Вклад в прирост
column-trend = Динамика
column-section = Раздел
column-record = Запись
column-title = Название
column-type = Вид
column-level = Уровень
column-status = Статус
column-since = С какого времени
column-listed-by = Кто сообщил
column-review = Проверка
column-facet = Признак
column-word = Значение
column-count = Число
column-day = Дата
column-event = Событие
column-party = Сторона
column-place = Место
column-note = Примечание
column-field = Реквизит
column-words = Слова источника
column-source = Источник
column-commitment = Обязательство
column-owner = Исполнитель
column-strength = Степень
column-due = Срок
column-claim = Заявленный показатель
column-verdict = Вывод
column-whose = Чей показатель
column-value-by = Данные стороны ({ $area }), долл. США
column-deviation-from = Отклонение от данных ({ $area }), долл. США
column-number-of = № ({ $area })
column-title-of = Название ({ $area })
column-differs = Чем различаются
column-role = Роль
column-institution = Учреждение

## Both reports side by side

mirror-title = { $pair }: торговля по данным обеих сторон, { $periods }
mirror-caption = { $direction }: отчёты обеих сторон
mirror-description = Для каждого периода два столбца: экспорт по данным страны-экспортёра ({ $exporter }) и импорт по данным страны-импортёра ({ $importer }); промежуток между ними — расхождение.
finding-both = { $direction }, { $period }, { $goods }: экспорт по данным страны-экспортёра ({ $exporter }) — { $export }, импорт по данным страны-импортёра ({ $importer }) — { $import }; расхождение между отчётами — { $difference }.
finding-equal = { $direction }, { $period }, { $goods }: страна-экспортёр ({ $exporter }) и страна-импортёр ({ $importer }) показывают одно и то же: { $export }.
finding-export-only = { $direction }, { $period }, { $goods }: экспорт по данным страны-экспортёра ({ $exporter }) — { $export }; отчёта страны-импортёра ({ $importer }) нет.
finding-import-only = { $direction }, { $period }, { $goods }: импорт по данным страны-импортёра ({ $importer }) — { $import }; отчёта страны-экспортёра ({ $exporter }) нет.
finding-none = { $direction }, { $period }, { $goods }: ни одна из сторон ({ $exporter }, { $importer }) ничего не показывает.
rows-both =
    Обе стороны показывают данные в { $both } из { $category ->
        [one] { $count } строки
        [few] { $count } строк
        [many] { $count } строк
       *[other] { $count } строки
    }.
note-difference = Расхождение: отчёт импортёра за вычетом отчёта экспортёра. «–»: отчёта нет; он никогда не считается нулём.
note-cif-fob = Экспорт оценивается на базисе ФОБ, импорт — на базисе СИФ: уже фрахт и страхование делают импорт больше экспорта.
note-inverted = Там, где импорт показан меньше экспорта, фрахт и страхование причиной быть не могут: { $places }.
note-apart = В строках, которые показаны обеими сторонами, но несопоставимы, расхождение не приводится.

## What explains a difference

parts-title = { $direction }, { $period }: чем объясняется расхождение
parts-caption = Составные части расхождения { $difference }
parts-main = Наибольшая часть — { $amount } ({ $share }), причина: { $cause }. Степень доказанности: { $grade }, { $meaning }.
parts-unexplained = Ни одна часть расхождения не объяснена.
parts-interval = Данные оставляют для этой части промежуток от { $low } до { $high }.
parts-description = От отчёта экспортёра ({ $exporter }) к отчёту импортёра ({ $importer }) шаг за шагом; каждый шаг — одна часть расхождения.
parts-none-reported = нет отчёта
cause-via = { $cause }: { $area }
bar-exports = Экспорт, { $area }
bar-imports = Импорт, { $area }
note-parts-sum = Сумма частей в точности равна расхождению.
note-gross = Сумма расхождений наиболее дробных ячеек без учёта знака: { $gross }.
note-split = Из необъяснённого, где обе стороны показывают массу, { $quantity } приходится на разницу количеств и { $unit } — на разницу удельных стоимостей.
all-parts-caption = Составные части расхождений
grades-heading = Степени доказанности
grades-caption = От наиболее надёжных доказательств к наименее надёжным

## One cell

cell-title = { $direction }, { $period }, { $goods }: одна ячейка в отчётах обеих сторон
cell-caption = Что показывает каждая сторона
cell-value = стоимость, долл. США
cell-weight = масса нетто, кг
cell-unit-value = удельная стоимость, долл. США за кг
cell-dataset = набор данных
cell-release = выпуск
cell-valuation = базис оценки
cell-attribution = партнёр определён по
column-side-of = { $side }: { $area }

## What changed

growth-title = { $direction }, { $from } – { $to }: что изменилось, { $by }
growth-finding = { $direction }, { $by }: { $from } — { $before }, { $to } — { $after }; изменение: { $change }.
growth-main = Наибольший вклад — { $amount }: { $product }.
growth-caption = Изменение по товарам
growth-description = От более раннего итога к более позднему, товар за товаром; шаг вниз — снижение.
growth-other = прочие товары

## Products

top-title = { $direction }, { $period }: основные товары, { $by }
top-finding =
    { $direction }, { $period }, { $by }: на { $category ->
        [one] { $count } первый товар
        [few] { $count } первых товара
        [many] { $count } первых товаров
       *[other] { $count } первого товара
    } приходится { $share } от { $total }.
top-caption = Товары по стоимости
treemap-title = { $direction }, { $period }: товары по разделам, { $by }
treemap-finding = { $direction }, { $period }, { $by }: наибольший — { $section }, { $share } от { $total }.
treemap-description = Площадь каждого прямоугольника соответствует стоимости товара; товары одного раздела лежат рядом.

## The register

register-title = { $pair }: что согласовано
register-finding =
    { $category ->
        [one] { $count } документ
        [few] { $count } документа
        [many] { $count } документов
       *[other] { $count } документа
    }; действуют: { $in-force }; статус неизвестен: { $unknown }.
register-others = Кроме того, группы без числа и названий: { $groups }; упомянуто попутно: { $mentions }.
register-caption = Документы
facets-heading = Сколько каких
facet-year = год
instrument-finding = Статус на { $day }: { $status }.
instrument-events = События
instrument-parties = Участники
instrument-words = Откуда прочитано
board-title = { $pair }: обязательства на { $day }
board-finding = Просрочено: { $late }; открыто: { $open }; исполнено: { $done }; снято или заменено: { $ended }.
board-late = Просроченные
board-open = Открытые
board-done = Исполненные
board-ended = Снятые или заменённые
claims-title = { $pair }: заявленные показатели и данные отчётов
claims-finding =
    { $category ->
        [one] { $count } заявленный показатель
        [few] { $count } заявленных показателя
        [many] { $count } заявленных показателей
       *[other] { $count } заявленного показателя
    }; подтверждено обеими сторонами: { $confirmed }; только одной: { $one-side }; между двумя отчётами: { $between }; противоречит данным: { $contradicted }; не проверено или не проверяемо: { $open }.
claims-caption = Заявления и выводы
lists-title = { $pair }: перечни двух сторон по одной церемонии
lists-finding = В обоих перечнях: { $both }; только в перечне одной стороны ({ $one }): { $only-one }; только в перечне другой ({ $other }): { $only-other }.
lists-none = Нет церемонии, о которой есть перечни обеих сторон.
lists-caption = Построчно
instrument-item = { $type }:
third-party = третья сторона

## The brief

brief-title = { $pair }: справка о взаимной торговле и договорённостях, { $day }
brief-agreed = Что согласовано и в каком состоянии
brief-turnover = Товарооборот по данным каждой из сторон
brief-explains = Чем объясняется расхождение
brief-changed = Что изменилось
brief-claims = Заявленные показатели
brief-ask = О чём спросить партнёра
brief-annex = Приложение { $letter }. { $title }
brief-commitments = Обязательства: просрочено — { $late }, открыто — { $open }, исполнено — { $done }.
brief-nothing-agreed = В реестре нет документов этой пары стран.
brief-no-claims = В реестре нет заявленных показателей этой пары стран.
turnover-whole = По данным стороны ({ $area }), { $period }: экспорт — { $exports }, импорт — { $imports }, товарооборот — { $turnover }.
turnover-none = { $area }: нет периода, за который показаны и экспорт, и импорт.
turnover-gap = { $period }: расхождение товарооборота между двумя отчётами — { $difference }.
note-turnover = Расхождение: товарооборот по данным одной стороны ({ $other }) за вычетом товарооборота по данным другой ({ $one }).
turnover-caption = Экспорт, импорт и товарооборот по данным каждой из сторон
changed-line = { $direction }, { $by }: { $from } — { $before }, { $to } — { $after }, изменение — { $share }.
claim-line = { $verdict }:
claim-whose = Чей показатель: { $area }.
ask-missing = { $area }: просим направить данные за { $periods } ({ $flow }).
ask-indirect = { $area }, { $period }: какая страна отправления указана в ваших записях по этим товарам ({ $amount })? Здесь предполагается: { $via }.
ask-cif-fob = { $area }, { $period }: какие фрахт и страхование содержатся в ваших записях об импорте (здесь оценено в { $amount })?
ask-residual = { $area }, { $period }: просим сверить записи по поставкам; { $amount } расхождения не объяснено.
ask-late = { $title }: что сделано и когда будет завершено?
ask-nothing = Из данных не следует вопросов к партнёру.

## Causes of a difference (entente_trade::Cause)

cause-hs_edition = разные редакции Гармонизированной системы
cause-exchange_rate = разные курсы валют
cause-scope = товары или территория, не учитываемые одной из сторон
cause-confidential = коды, скрытые из соображений конфиденциальности
cause-re_export = реэкспорт иностранных товаров
cause-indirect = товары, прошедшие через третью страну
cause-timing = товары, находившиеся в пути на конец периода
cause-cif_fob = фрахт и страхование (СИФ/ФОБ)
cause-misclassification = разные коды одних и тех же товаров
cause-one_sided = показано только одной стороной
cause-threshold = ниже порога учёта другой стороны
cause-unit_error = количество в иной единице, чем заявлено
cause-value_error = стоимость с ошибкой на порядок или в другой валюте
cause-undervaluation = занижение стоимости при импорте
cause-residual = не объяснено

## What a grade of evidence stands on (entente_trade::Grade)

grade-E1 = записи обеих сторон
grade-E2 = реквизит записей одной стороны
grade-E3 = данные третьих стран
grade-E4 = модель
grade-E5 = приближённое правило

## How a part was found: names of methods are those of the comparison

method-conversion_weights = веса перехода между редакциями
method-reference_rate = справочный курс валюты
method-coverage = охват учёта по описанию стороны
method-hidden_fingerprint = совпадающие скрытые поставки у обеих сторон
method-other_side_structure = структура отчёта другой стороны
method-re_export_flow = учтённый реэкспорт
method-export_less_domestic = экспорт за вычетом экспорта отечественных товаров
method-second_partner = второй партнёр в записях
method-origin_less_consignment = импорт по происхождению за вычетом импорта по отправлению
method-triangle_totals = итоги экспортёра, страны-посредника и импортёра
method-shipment_fingerprint = одни и те же поставки через страну-посредника
method-lag_weights = веса по времени в пути
method-late_shipment = поставка, учтённая в следующем периоде
method-recorded_fob = стоимость ФОБ в записи об импорте
method-stated_margin = надбавка, заявленная стороной
method-unit_values = соотношение удельных стоимостей
method-gravity = модель фрахта по расстоянию
method-fixed_margin = постоянная надбавка по запросу
method-margin_6_percent = надбавка 6{"\u00A0"}%, принятая Международным валютным фондом
method-equal_split = деление поровну между кодами
method-minimum_cost_matching = сопоставление кодов с наименьшими издержками
method-presence = есть только у одной стороны
method-threshold = порог учёта
method-unit_snap = множитель известной единицы
method-net_gross = масса нетто против массы брутто
method-power_of_ten = степень десяти
method-persistent_unit_value = устойчиво более низкие удельные стоимости
method-remainder = остаток

## The two reports of a flow (entente_trade::Side)

side-export = экспорт
side-import = импорт

## Flows (entente_trade::Flow)

flow-X = экспорт
flow-M = импорт
flow-DX = экспорт отечественных товаров
flow-RX = реэкспорт
flow-XIP = экспорт после переработки на таможенной территории
flow-XOP = экспорт для переработки вне таможенной территории
flow-FM = импорт иностранных товаров
flow-RM = реимпорт
flow-MIP = импорт для переработки на таможенной территории
flow-MOP = импорт после переработки вне таможенной территории

## What a value includes (entente_trade::Valuation)

valuation-fob = ФОБ
valuation-cif = СИФ
valuation-unstated = базис оценки не указан

## By which country the partner was chosen (entente_trade::Attribution)

attribution-origin = страна происхождения
attribution-consignment = страна отправления
attribution-last_known_destination = последняя известная страна назначения
attribution-unstated = не указано
attribution-imputed = взято из отчёта другой стороны

## Which sides report a cell

told-both = обе стороны
told-export_only = только экспортёр
told-import_only = только импортёр
told-inferred = ни одна
told-apart = обе стороны, несопоставимо

## How detailed (entente_trade::Level)

level-total = все товары
level-hs2 = группы
level-hs4 = товарные позиции
level-hs6 = субпозиции

## How often (entente_trade::Frequency)

frequency-annual = по годам
frequency-monthly = по месяцам

## Types of instruments (entente_register::reading::InstrumentType)

type-treaty = договор
type-agreement = соглашение
type-protocol = протокол
type-memorandum_of_understanding = меморандум о взаимопонимании
type-memorandum_of_cooperation = меморандум о сотрудничестве
type-memorandum = меморандум
type-convention = конвенция
type-exchange_of_notes = обмен нотами
type-exchange_of_letters = обмен письмами
type-joint_statement = совместное заявление
type-declaration = декларация
type-programme = программа
type-action_plan = план действий
type-roadmap = дорожная карта
type-letter_of_intent = письмо о намерениях
type-minutes = протокол заседания
type-contract = контракт
type-other = иное

## Between whom (entente_register::reading::Level)

between-interstate = межгосударственный
between-intergovernmental = межправительственный
between-interdepartmental = межведомственный
between-inter_institutional = между учреждениями

## How much of an instrument is told (entente_register::reading::Completeness)

completeness-titled = с названием
completeness-group = несколько без названий
completeness-mention = упомянут попутно

## Roles of participants (entente_register::record::Role)

role-party = сторона
role-on_behalf_of = подписывает за сторону
role-competent_authority = компетентный орган
role-depositary = депозитарий

## Where a participant was read (entente_register::reading::ParticipantFrom)

read-title = прочитано в названии
read-context = известно по паре стран
read-text = прочитано в тексте

## What happens to instruments and commitments (entente_register::record::EventKind)

event-initialled = парафирован
event-signed = подписан
event-approved = утверждён
event-ratified = ратифицирован
event-notified = направлено уведомление
event-provisionally_applied = применяется временно
event-in_force = вступил в силу
event-published = опубликован
event-registered = зарегистрирован
event-amended = внесены изменения
event-extended = продлён
event-suspended = действие приостановлено
event-denounced = денонсирован
event-terminated = прекращён
event-replaced = заменён
event-opened = открыто
event-reported = представлен отчёт
event-evidence = представлено подтверждение
event-done = исполнено
event-dropped = снято
event-superseded = заменено новым

## What one instrument is to another (entente_register::record::RelationKind)

relation-amends = изменяет
relation-implements = реализует
relation-replaces = заменяет
relation-supplements = дополняет
relation-based_on = основан на

## What may be shown (entente_register::record::Confidentiality)

confidentiality-open = открыто
confidentiality-title_only = только название
confidentiality-closed = закрыто

## Meetings (entente_register::reading::MeetingKind)

meeting-state_visit = государственный визит
meeting-official_visit = официальный визит
meeting-working_visit = рабочий визит
meeting-visit = визит
meeting-talks = переговоры
meeting-meeting = встреча
meeting-consultations = консультации
meeting-forum = форум
meeting-ceremony = церемония

## Kinds of commitment (entente_register::reading::CommitmentKind)

commitment-action = действие
commitment-quantitative_target = количественный показатель
commitment-intention = намерение
commitment-invitation = приглашение

## How strong (entente_register::reading::Strength)

strength-agreed = согласовано
strength-instructed = поручено
strength-planned = запланировано
strength-proposed = предложено
strength-expressed_interest = выражена заинтересованность

## Where an instrument stands (entente_register::status::Status)

status-signed_not_in_force = подписан, не вступил в силу
status-provisionally_applied = временно применяется
status-in_force = действует
status-expired = срок действия истёк
status-terminated = прекращён
status-unknown = неизвестно

## Where a commitment stands (entente_register::status::progress)

progress-open = открыто
progress-late = просрочено
progress-done = исполнено
progress-dropped = снято
progress-superseded = заменено

## What a check of a claim comes to (entente_register::check::Verdict)

verdict-confirmed = подтверждено
verdict-confirmed_by_one_side = подтверждено только одной стороной
verdict-between_the_mirrors = между двумя отчётами
verdict-contradicted = противоречит данным
verdict-not_checkable = не проверяемо
verdict-unchecked = ещё не проверено

## What a claim counts (entente_register::reading::Flow)

counted-turnover = товарооборот
counted-exports = экспорт
counted-imports = импорт
counted-balance = торговый баланс
counted-deficit = торговый дефицит
counted-investment = инвестиции
counted-count = количество
counted-unspecified = не указано, что именно

## How a claimed amount compares (entente_register::reading::Operator)

operator-equal = ровно
operator-about = около
operator-at_least = не менее
operator-at_most = не более
operator-below = менее
operator-above = более

## Kinds of change (entente_register::reading::ChangeKind)

change-factor = раз
change-percent = процентов
change-absolute = сумма

## Whether a figure is told as a fact (entente_register::reading::Modality)

modality-actual = факт
modality-target = цель
modality-forecast = прогноз

## Kinds of source (entente_register::record::SourceKind)

source-communique = коммюнике
source-agency_report = сообщение агентства
source-press = пресса
source-protocol_text = текст протокола
source-speech = выступление
source-data_file = файл данных

## What was decided of it (entente_register::record::Record::review, Standing)

review-confirmed = подтверждено
review-proposed = предложено правилом
review-partly_confirmed = подтверждено частично
review-rejected = отклонено

## What the register holds (entente_register::record::Kind)

kind-instrument = документ
kind-meeting = встреча
kind-person = лицо
kind-commitment = обязательство
kind-claim = заявленный показатель
kind-commission = комиссия
kind-session = заседание

## Kinds of institution

institution-government = правительство
institution-ministry = министерство
institution-agency = агентство
institution-statistical-office = статистический орган
institution-customs = таможенный орган
institution-central-bank = центральный банк
institution-prosecutor = прокуратура
institution-chamber = торгово-промышленная палата
institution-university = университет
institution-institute = институт
institution-library = библиотека
institution-city = город
institution-company = компания

## In what two lists differ (entente_register::lists::Difference)

differs-type = вид
differs-institution = учреждение
differs-subject = предмет
differs-order = порядок

## Subjects of instruments (entente_register::subject)

subject-readmission = реадмиссия
subject-migration = миграция
subject-visas = визы
subject-defence = оборона
subject-security = безопасность
subject-justice = юстиция
subject-education = образование
subject-science = наука
subject-youth = молодёжь
subject-sport = спорт
subject-culture = культура
subject-heritage = культурное наследие
subject-cinema = кино
subject-libraries = библиотеки
subject-tourism = туризм
subject-health = здравоохранение
subject-veterinary = ветеринария
subject-agriculture = сельское хозяйство
subject-labour = труд
subject-social = социальная защита
subject-digital = цифровое развитие
subject-e_government = электронное правительство
subject-telecommunications = телекоммуникации
subject-space = космос
subject-space_peaceful = мирное использование космоса
subject-statistics = статистика
subject-trade = торговля
subject-free_trade = свободная торговля
subject-customs = таможенное дело
subject-investment = инвестиции
subject-taxation = налогообложение
subject-finance = финансы
subject-industry = промышленность
subject-energy = энергетика
subject-green = зелёная энергетика
subject-transport = транспорт
subject-environment = окружающая среда
subject-emergencies = чрезвычайные ситуации
subject-diplomacy = дипломатия
subject-strategy = стратегическое партнёрство
subject-cities = города

## Datasets (entente_trade::Dataset)

dataset-entente = обмен между ведомствами
dataset-kz-bns = Бюро национальной статистики Казахстана
dataset-am-armstat = Статистический комитет Армении (Армстат)
dataset-uz-stat = Агентство статистики Узбекистана
dataset-eurostat = Евростат, Comext
dataset-comtrade = Комтрейд ООН
dataset-imf-dots = Международный валютный фонд, направления торговли

## Fixed words of files and charts (entente_brief::write::Word)

word-no_data = –
word-export = отчёт экспортёра
word-import = отчёт импортёра
word-difference = расхождение
word-increase = рост
word-decrease = снижение
word-total = всего
word-us_dollars = доллары США
word-figures_as_table = Данные в виде таблицы
word-notes = Примечания
word-provenance = Происхождение данных
word-reporters = Отчитывающиеся государства
word-valuation = Базис оценки
word-periods = Периоды
word-vintage = По состоянию на
word-datasets = Наборы данных
word-query = Адрес этого ответа
word-extracted = Время выгрузки
word-rows = Строк
word-checksum = Контрольная сумма
word-licence = Условия использования
word-cover = Обложка
word-contents = Содержание
word-skip_to_content = Перейти к содержанию
word-languages = Языки
word-pages = Страницы
word-downloads = Загрузки
word-code = Код

## Fields of records (entente_register::record::shape::SHAPES)

field-pair = пара государств
field-address = адрес
field-same_as = то же, что
field-open = остаётся открытым
field-part_of = в составе
field-completeness = полнота
field-title = название
field-designation = обозначение
field-type = вид
field-level = уровень
field-binding = обязательность
field-participant = участник
field-subject_as_written = предмет, как написано
field-subject = предмет
field-listed = номер в перечне
field-event = событие
field-term = срок действия
field-renewal = порядок продления
field-authentic = язык подлинника
field-prevailing = преимущественный язык
field-confidentiality = конфиденциальность
field-relation = связь
field-reference = ссылка
field-text_copy = копия текста
field-meeting_kind = вид встречи
field-date = дата
field-date_as_written = дата, как написано
field-place = место
field-host = принимающее государство
field-attendee = присутствовавший
field-name = имя
field-office = должность
field-side = сторона
field-present = присутствие
field-founding = учредительный документ
field-co_chair = сопредседатель
field-working_group = рабочая группа
field-ordinal = номер
field-protocol = подписанный протокол
field-agenda = повестка дня
field-next_due = следующее
field-text = текст
field-commitment_kind = вид обязательства
field-strength = степень
field-verb = глагол
field-owner = исполнитель
field-owner_institution = ответственное учреждение
field-speaker = кто сказал
field-counterpart = перед кем
field-due = срок
field-metric = показатель
field-sentence = предложение
field-attributed_to = со ссылкой на
field-flow = что учитывается
field-reporter_view = чья статистика
field-partner = партнёр
field-products = товары
field-operator = сравнение
field-amount = сумма
field-change = изменение
field-period = период
field-modality = факт или цель
field-implied_base = подразумеваемая база

## The site: menu, views, forms (entente_brief::wording::SiteWord)

site-trade = Торговля
site-register = Договорённости
site-commitments = Обязательства
site-claims = Заявленные цифры
site-lists = Два списка
site-brief = Справка
site-mirror = оба отчёта
site-parts = чем объясняется расхождение
site-growth = что изменилось
site-products = главные товары
site-treemap = товары по разделам
site-cell = одна ячейка
site-exporter = Экспортёр
site-importer = Импортёр
site-view = Вид
site-detail = Товары
site-frequency = Периодичность
site-side = Чей отчёт
site-commodity = Код товара
site-show = Показать
site-search = Слова
site-any = все

## Addresses that are not answered

wrong-asked = Этот адрес не имеет смысла
wrong-method = Этот сайт только читают
wrong-much = Это больше, чем показывает одна страница
wrong-long = Этот адрес слишком длинный
wrong-server = Сбой сервера; причина сообщена тому, кто его ведёт
wrong-nothing = По этому адресу ничего нет
wrong-found = Найдено: { $found }
wrong-expected = Ожидалось: { $expected }
wrong-near = Возможно, имелось в виду:
