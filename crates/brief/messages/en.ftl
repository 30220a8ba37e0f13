# What Entente says, in English as written in Britain.
# A figure, a date or a name is formatted before it gets here; $category is its plural category.

## Figures

money-usd = USD{"\u00A0"}{ $amount }
percent = { $number }%
compact-thousand = { $amount }{"\u00A0"}thousand
compact-million = { $amount }{"\u00A0"}million
compact-billion = { $amount }{"\u00A0"}billion
absent-spoken = not reported
minus-spoken = minus
periods = { $first } to { $last }

## Areas and goods

pair = { $one } and { $other }
direction = { $exporter } → { $importer }
goods-total = all goods
goods-code = HS { $code }
goods-section = section { $number }

## Whose figures

valuation-both = exports { $export }, imports { $import }
release = { $area }: { $dataset }, { $periods }, release of { $day }
release-import = { $area }: { $dataset }, { $periods }, brought in on { $day }, release not dated
by-report = by the report of { $area }

## Columns

column-direction = Direction
column-period = Period
column-product = Product
column-exports-of = Exports ({ $area }, { $valuation }), USD
column-imports-of = Imports ({ $area }, { $valuation }), USD
column-turnover-of = Turnover ({ $area }), USD
column-difference = Difference, USD
column-ratio = Imports to exports, times
column-told = Who reports
column-causes = Causes
column-cause = Cause
column-via = Through
column-amount = Amount, USD
column-share = Share
column-low = At least, USD
column-high = At most, USD
column-grade = Evidence
column-method = Method
column-evidence = What it rests on
column-meaning = What it stands on
column-what = What
column-change = Change, USD
column-contribution = Share of the change
column-value-of = { $period }, USD
column-growth = Contribution to growth
column-trend = Course
column-section = Section
column-record = Record
column-title = Title
column-type = Type
column-level = Between
column-status = Status
column-since = Since
column-listed-by = Told by
column-review = Review
column-facet = By
column-word = Word
column-count = Number
column-day = Date
column-event = Event
column-party = Side
column-place = Place
column-note = Note
column-field = Field
column-words = Words of the source
column-source = Source
column-commitment = Commitment
column-owner = Owner
column-strength = Strength
column-due = Due
column-claim = Claimed figure
column-verdict = Verdict
column-whose = Whose figure
column-value-by = By { $area }, USD
column-deviation-from = Claim less { $area }, USD
column-number-of = No. ({ $area })
column-title-of = Title ({ $area })
column-differs = They differ in
column-role = Role
column-institution = Institution

## Both reports side by side

mirror-title = { $pair }: trade by both reports, { $periods }
mirror-caption = { $direction }: both reports
mirror-description = For each period a bar of the exports { $exporter } reports and a bar of the imports { $importer } reports; the space between them is the difference.
finding-both = { $direction }, { $period }, { $goods }: exports are { $export } by the report of { $exporter }, imports are { $import } by the report of { $importer }; the reports differ by { $difference }.
finding-equal = { $direction }, { $period }, { $goods }: the exporter ({ $exporter }) and the importer ({ $importer }) both report { $export }.
finding-export-only = { $direction }, { $period }, { $goods }: exports are { $export } by the report of { $exporter }; there is no report of { $importer }.
finding-import-only = { $direction }, { $period }, { $goods }: imports are { $import } by the report of { $importer }; there is no report of { $exporter }.
finding-none = { $direction }, { $period }, { $goods }: neither { $exporter } nor { $importer } reports anything.
rows-both =
    Both sides report in { $both } of { $category ->
        [one] { $count } row
       *[other] { $count } rows
    }.
note-difference = Difference: the importer’s report less the exporter’s. “–”: no report; it is never taken for 0.
note-cif-fob = Exports are valued FOB and imports CIF: freight and insurance alone make imports the larger of the two.
note-inverted = Where imports are reported below exports, freight and insurance cannot be the reason: { $places }.
note-apart = Rows told by both sides that cannot be compared show no difference.

## What explains a difference

parts-title = { $direction }, { $period }: what explains the difference
parts-caption = Parts of the difference of { $difference }
parts-main = The largest part, { $amount } ({ $share }), is put down to this: { $cause }. Evidence: { $grade }, { $meaning }.
parts-unexplained = No part of the difference is explained.
parts-interval = The evidence leaves this part open between { $low } and { $high }.
parts-description = From the exporter’s report ({ $exporter }) to the importer’s ({ $importer }), step by step; each step is one part of the difference.
parts-none-reported = no report
cause-via = { $cause }: { $area }
bar-exports = Exports, { $area }
bar-imports = Imports, { $area }
note-parts-sum = The parts add up to the difference exactly.
note-gross = Differences of the finest cells without regard to their sign: { $gross }.
note-split = Of what is not explained, where both sides report weights, unequal quantities make { $quantity } and unequal unit values { $unit }.
all-parts-caption = Parts of the differences
grades-heading = Degrees of evidence
grades-caption = From the best evidence to the weakest

## One cell

cell-title = { $direction }, { $period }, { $goods }: one cell by both reports
cell-caption = What each side reports
cell-value = value, USD
cell-weight = net weight, kg
cell-unit-value = unit value, USD per kg
cell-dataset = dataset
cell-release = release
cell-valuation = valuation
cell-attribution = partner counted by
column-side-of = { $side }: { $area }

## What changed

growth-title = { $direction }, { $from } to { $to }: what changed, { $by }
growth-finding = { $direction }, { $by }: { $before } in { $from }, { $after } in { $to }; a change of { $change }.
growth-main = The largest contribution is { $amount }: { $product }.
growth-caption = Change by product
growth-description = From the earlier total to the later, product by product; a step down is a fall.
growth-other = other products

## Products

top-title = { $direction }, { $period }: top products, { $by }
top-finding =
    { $direction }, { $period }, { $by }: { $category ->
        [one] the first product is
       *[other] the first { $count } products are
    } { $share } of { $total }.
top-caption = Products by value
treemap-title = { $direction }, { $period }: products by section, { $by }
treemap-finding = { $direction }, { $period }, { $by }: the largest section is { $section }, { $share } of { $total }.
treemap-description = Each area stands for a product in proportion to its value; products of one section lie together.

## The register

register-title = { $pair }: what was agreed
register-finding =
    { $category ->
        [one] { $count } instrument
       *[other] { $count } instruments
    }; in force: { $in-force }; status not known: { $unknown }.
register-others = Besides, groups told without number or titles: { $groups }; mentioned in passing: { $mentions }.
register-caption = Instruments
facets-heading = How many of each
facet-year = year
instrument-finding = Status on { $day }: { $status }.
instrument-events = Events
instrument-parties = Participants
instrument-words = What it was read from
board-title = { $pair }: commitments on { $day }
board-finding = Late: { $late }; open: { $open }; done: { $done }; dropped or superseded: { $ended }.
board-late = Late
board-open = Open
board-done = Done
board-ended = Dropped or superseded
claims-title = { $pair }: claimed figures and what the reports say
claims-finding =
    { $category ->
        [one] { $count } claimed figure
       *[other] { $count } claimed figures
    }; confirmed by both sides: { $confirmed }; by one side only: { $one-side }; between the two reports: { $between }; contradicted: { $contradicted }; not checked or not checkable: { $open }.
claims-caption = Claims and verdicts
lists-title = { $pair }: the two sides’ lists of one ceremony
lists-finding = On both lists: { $both }; only on the list of { $one }: { $only-one }; only on the list of { $other }: { $only-other }.
lists-none = No ceremony is told of by lists of two sides.
lists-caption = Line by line
instrument-item = { $type }:
third-party = a third party

## The brief

brief-title = { $pair }: brief on mutual trade and agreements, { $day }
brief-agreed = What was agreed, and where it stands
brief-turnover = Turnover by either side’s report
brief-explains = What explains the difference
brief-changed = What changed
brief-claims = Claimed figures
brief-ask = What to ask the partner
brief-annex = Annex { $letter }. { $title }
brief-commitments = Commitments: late { $late }, open { $open }, done { $done }.
brief-nothing-agreed = The register holds no instruments of this pair.
brief-no-claims = The register holds no claimed figures of this pair.
turnover-whole = { $area } reports for { $period } exports of { $exports } and imports of { $imports }, a turnover of { $turnover }.
turnover-none = { $area }: no period for which both exports and imports are reported.
turnover-gap = For { $period } the turnover differs by { $difference } between the two reports.
note-turnover = Difference: the turnover by the report of { $other } less that by the report of { $one }.
turnover-caption = Exports, imports and turnover by either side’s report
changed-line = { $direction }, { $by }: { $before } in { $from }, { $after } in { $to }, a change of { $share }.
claim-line = { $verdict }:
claim-whose = Whose figure: { $area }.
ask-missing = { $area }: please send the report of { $flow } for { $periods }.
ask-indirect = { $area }, { $period }: which country of consignment do your records name for these goods ({ $amount })? Supposed here: { $via }.
ask-cif-fob = { $area }, { $period }: what freight and insurance do your import records hold (estimated here at { $amount })?
ask-residual = { $area }, { $period }: please compare records by shipment; { $amount } of the difference is not explained.
ask-late = { $title }: what was done, and by when will it be done?
ask-nothing = Nothing follows from the figures that would have to be asked.

## Causes of a difference (entente_trade::Cause)

cause-hs_edition = different editions of the Harmonised System
cause-exchange_rate = different exchange rates
cause-scope = goods or territory left out by one side
cause-confidential = codes hidden by confidentiality
cause-re_export = re-exports of foreign goods
cause-indirect = goods through a third country
cause-timing = goods on their way at the end of the period
cause-cif_fob = freight and insurance (CIF/FOB)
cause-misclassification = different codes for the same goods
cause-one_sided = reported by one side only
cause-threshold = below the other side’s reporting threshold
cause-unit_error = quantity in another unit than declared
cause-value_error = value wrong by a power of ten or in another currency
cause-undervaluation = import values below export values
cause-residual = not explained

## What a grade of evidence stands on (entente_trade::Grade)

grade-E1 = records of both sides
grade-E2 = a field of one side’s records
grade-E3 = data of third countries
grade-E4 = a model
grade-E5 = a rule of thumb

## How a part was found: names of methods are those of the comparison

method-conversion_weights = conversion weights between editions
method-reference_rate = reference exchange rate
method-coverage = coverage as the side describes it
method-hidden_fingerprint = same hidden shipments on both sides
method-other_side_structure = structure of the other side’s report
method-re_export_flow = re-exports as recorded
method-export_less_domestic = exports less domestic exports
method-second_partner = second partner in the records
method-origin_less_consignment = imports by origin less imports by consignment
method-triangle_totals = totals of exporter, hub and importer
method-shipment_fingerprint = same shipments through a hub
method-lag_weights = weights by transit time
method-late_shipment = shipment recorded a period later
method-recorded_fob = FOB value in the import record
method-stated_margin = margin stated by the side
method-unit_values = ratio of unit values
method-gravity = model of freight by distance
method-fixed_margin = fixed margin, as asked for
method-margin_6_percent = margin of 6%, as the International Monetary Fund uses
method-equal_split = equal split between codes
method-minimum_cost_matching = least-cost matching of codes
method-presence = present on one side only
method-threshold = reporting threshold
method-unit_snap = factor of a known unit
method-net_gross = net against gross weight
method-power_of_ten = power of ten
method-persistent_unit_value = unit values lower throughout
method-remainder = what remains

## The two reports of a flow (entente_trade::Side)

side-export = exports
side-import = imports

## Flows (entente_trade::Flow)

flow-X = exports
flow-M = imports
flow-DX = exports of domestic goods
flow-RX = re-exports
flow-XIP = exports after inward processing
flow-XOP = exports for outward processing
flow-FM = imports of foreign goods
flow-RM = re-imports
flow-MIP = imports for inward processing
flow-MOP = imports after outward processing

## What a value includes (entente_trade::Valuation)

valuation-fob = FOB
valuation-cif = CIF
valuation-unstated = valuation not stated

## By which country the partner was chosen (entente_trade::Attribution)

attribution-origin = country of origin
attribution-consignment = country of consignment
attribution-last_known_destination = last known destination
attribution-unstated = not stated
attribution-imputed = taken from the other side’s report

## Which sides report a cell

told-both = both
told-export_only = exporter only
told-import_only = importer only
told-inferred = neither
told-apart = both, not comparable

## How detailed (entente_trade::Level)

level-total = all goods
level-hs2 = chapters
level-hs4 = headings
level-hs6 = subheadings

## How often (entente_trade::Frequency)

frequency-annual = by year
frequency-monthly = by month

## Types of instruments (entente_register::reading::InstrumentType)

type-treaty = treaty
type-agreement = agreement
type-protocol = protocol
type-memorandum_of_understanding = memorandum of understanding
type-memorandum_of_cooperation = memorandum of cooperation
type-memorandum = memorandum
type-convention = convention
type-exchange_of_notes = exchange of notes
type-exchange_of_letters = exchange of letters
type-joint_statement = joint statement
type-declaration = declaration
type-programme = programme
type-action_plan = action plan
type-roadmap = roadmap
type-letter_of_intent = letter of intent
type-minutes = minutes
type-contract = contract
type-other = other

## Between whom (entente_register::reading::Level)

between-interstate = between states
between-intergovernmental = between governments
between-interdepartmental = between ministries and agencies
between-inter_institutional = between institutions

## How much of an instrument is told (entente_register::reading::Completeness)

completeness-titled = with its title
completeness-group = several without titles
completeness-mention = mentioned in passing

## Roles of participants (entente_register::record::Role)

role-party = party
role-on_behalf_of = signs for a party
role-competent_authority = competent authority
role-depositary = depositary

## Where a participant was read (entente_register::reading::ParticipantFrom)

read-title = read in the title
read-context = known from the pair
read-text = read in the text

## What happens to instruments and commitments (entente_register::record::EventKind)

event-initialled = initialled
event-signed = signed
event-approved = approved
event-ratified = ratified
event-notified = notified
event-provisionally_applied = provisionally applied
event-in_force = entered into force
event-published = published
event-registered = registered
event-amended = amended
event-extended = extended
event-suspended = suspended
event-denounced = denounced
event-terminated = terminated
event-replaced = replaced
event-opened = opened
event-reported = reported on
event-evidence = evidence given
event-done = done
event-dropped = dropped
event-superseded = superseded

## What one instrument is to another (entente_register::record::RelationKind)

relation-amends = amends
relation-implements = implements
relation-replaces = replaces
relation-supplements = supplements
relation-based_on = is based on

## What may be shown (entente_register::record::Confidentiality)

confidentiality-open = open
confidentiality-title_only = title only
confidentiality-closed = closed

## Meetings (entente_register::reading::MeetingKind)

meeting-state_visit = state visit
meeting-official_visit = official visit
meeting-working_visit = working visit
meeting-visit = visit
meeting-talks = talks
meeting-meeting = meeting
meeting-consultations = consultations
meeting-forum = forum
meeting-ceremony = ceremony

## Kinds of commitment (entente_register::reading::CommitmentKind)

commitment-action = something to do
commitment-quantitative_target = figure to reach
commitment-intention = intention
commitment-invitation = invitation

## How strong (entente_register::reading::Strength)

strength-agreed = agreed
strength-instructed = instructed
strength-planned = planned
strength-proposed = proposed
strength-expressed_interest = interest expressed

## Where an instrument stands (entente_register::status::Status)

status-signed_not_in_force = signed, not in force
status-provisionally_applied = provisionally applied
status-in_force = in force
status-expired = expired
status-terminated = terminated
status-unknown = not known

## Where a commitment stands (entente_register::status::progress)

progress-open = open
progress-late = late
progress-done = done
progress-dropped = dropped
progress-superseded = superseded

## What a check of a claim comes to (entente_register::check::Verdict)

verdict-confirmed = confirmed
verdict-confirmed_by_one_side = confirmed by one side only
verdict-between_the_mirrors = between the two reports
verdict-contradicted = contradicted
verdict-not_checkable = not checkable
verdict-unchecked = not checked yet

## What a claim counts (entente_register::reading::Flow)

counted-turnover = trade turnover
counted-exports = exports
counted-imports = imports
counted-balance = trade balance
counted-deficit = trade deficit
counted-investment = investment
counted-count = number
counted-unspecified = not said what

## How a claimed amount compares (entente_register::reading::Operator)

operator-equal = exactly
operator-about = about
operator-at_least = at least
operator-at_most = at most
operator-below = below
operator-above = above

## Kinds of change (entente_register::reading::ChangeKind)

change-factor = times
change-percent = per cent
change-absolute = amount

## Whether a figure is told as a fact (entente_register::reading::Modality)

modality-actual = fact
modality-target = target
modality-forecast = forecast

## Kinds of source (entente_register::record::SourceKind)

source-communique = communiqué
source-agency_report = news agency report
source-press = press
source-protocol_text = text of a protocol
source-speech = speech
source-data_file = data file

## What was decided of it (entente_register::record::Record::review, Standing)

review-confirmed = confirmed
review-proposed = proposed by a rule
review-partly_confirmed = partly confirmed
review-rejected = rejected

## What the register holds (entente_register::record::Kind)

kind-instrument = instrument
kind-meeting = meeting
kind-person = person
kind-commitment = commitment
kind-claim = claim
kind-commission = commission
kind-session = session

## Kinds of institution

institution-government = government
institution-ministry = ministry
institution-agency = agency
institution-statistical-office = statistical office
institution-customs = customs
institution-central-bank = central bank
institution-prosecutor = prosecutor
institution-chamber = chamber of commerce
institution-university = university
institution-institute = institute
institution-library = library
institution-city = city
institution-company = company

## In what two lists differ (entente_register::lists::Difference)

differs-type = type
differs-institution = institution
differs-subject = subject
differs-order = order

## Subjects of instruments (entente_register::subject)

subject-readmission = readmission
subject-migration = migration
subject-visas = visas
subject-defence = defence
subject-security = security
subject-justice = justice
subject-education = education
subject-science = science
subject-youth = youth
subject-sport = sport
subject-culture = culture
subject-heritage = heritage
subject-cinema = cinema
subject-libraries = libraries
subject-tourism = tourism
subject-health = health
subject-veterinary = veterinary matters
subject-agriculture = agriculture
subject-labour = labour
subject-social = social protection
subject-digital = digital development
subject-e_government = electronic government
subject-telecommunications = telecommunications
subject-space = space
subject-space_peaceful = peaceful use of space
subject-statistics = statistics
subject-trade = trade
subject-free_trade = free trade
subject-customs = customs
subject-investment = investment
subject-taxation = taxation
subject-finance = finance
subject-industry = industry
subject-energy = energy
subject-green = green energy
subject-transport = transport
subject-environment = environment
subject-emergencies = emergencies
subject-diplomacy = diplomacy
subject-strategy = strategic partnership
subject-cities = cities

## Datasets (entente_trade::Dataset)

dataset-entente = exchange between the authorities
dataset-kz-bns = Bureau of National Statistics of Kazakhstan
dataset-am-armstat = Statistical Committee of Armenia (Armstat)
dataset-uz-stat = Statistics Agency of Uzbekistan
dataset-eurostat = Eurostat, Comext
dataset-comtrade = UN Comtrade
dataset-imf-dots = International Monetary Fund, Direction of Trade

## Fixed words of files and charts (entente_brief::write::Word)

word-no_data = –
word-export = exporter’s report
word-import = importer’s report
word-difference = difference
word-increase = increase
word-decrease = decrease
word-total = total
word-us_dollars = US dollars
word-figures_as_table = Figures as a table
word-notes = Notes
word-provenance = Where the figures come from
word-reporters = Reporting states
word-valuation = Valuation
word-periods = Periods
word-vintage = As known on
word-datasets = Datasets
word-query = Address of this answer
word-extracted = Extracted at
word-rows = Rows
word-checksum = Checksum
word-licence = Terms of use
word-cover = Cover
word-contents = Contents
word-skip_to_content = Skip to content
word-languages = Languages
word-pages = Pages
word-downloads = Downloads
word-code = Code

## Fields of records (entente_register::record::shape::SHAPES)

field-pair = pair of states
field-address = address
field-same_as = same as
field-open = left open
field-part_of = part of
field-completeness = completeness
field-title = title
field-designation = designation
field-type = type
field-level = level
field-binding = binding
field-participant = participant
field-subject_as_written = subject as written
field-subject = subject
field-listed = number in the list
field-event = event
field-term = term
field-renewal = renewal
field-authentic = authentic language
field-prevailing = prevailing language
field-confidentiality = confidentiality
field-relation = relation
field-reference = reference
field-text_copy = copy of the text
field-meeting_kind = kind of meeting
field-date = date
field-date_as_written = date as written
field-place = place
field-host = host
field-attendee = attendee
field-name = name
field-office = office
field-side = side
field-present = present
field-founding = founded by
field-co_chair = co-chair
field-working_group = working group
field-ordinal = number
field-protocol = protocol signed
field-agenda = agenda
field-next_due = next due
field-text = text
field-commitment_kind = kind of commitment
field-strength = strength
field-verb = verb
field-owner = owner
field-owner_institution = institution in charge
field-speaker = speaker
field-counterpart = owed to
field-due = due
field-metric = metric
field-sentence = sentence
field-attributed_to = attributed to
field-flow = what is counted
field-reporter_view = whose statistics
field-partner = partner
field-products = products
field-operator = compared
field-amount = amount
field-change = change
field-period = period
field-modality = fact or target
field-implied_base = implied base

## The site: menu, views, forms (entente_brief::wording::SiteWord)

site-trade = Trade
site-register = What was agreed
site-commitments = Commitments
site-claims = Claimed figures
site-lists = Two lists
site-brief = Brief
site-mirror = both reports
site-parts = what explains the difference
site-growth = what changed
site-products = top products
site-treemap = products by section
site-cell = one cell
site-exporter = Exporter
site-importer = Importer
site-view = View
site-detail = Goods
site-frequency = How often
site-side = Whose report
site-commodity = Commodity
site-show = Show
site-search = Words
site-any = all

## Addresses that are not answered

wrong-asked = This address makes no sense
wrong-method = This site is only read
wrong-much = This is more than one page shows
wrong-long = This address is too long
wrong-server = The server failed; who runs it is told why
wrong-nothing = There is nothing at this address
wrong-found = Found: { $found }
wrong-expected = Expected: { $expected }
wrong-near = Did you mean:
