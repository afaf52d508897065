"""Words, and sentences made from them: English that reads like a review article and says nothing."""

# ruff: noqa: E501 - lists of words are read across

from __future__ import annotations

import re

from benchmarks.dice import Dice

WORDS: dict[str, tuple[str, ...]] = {
    "condition": (
        "acute pancreatitis", "adrenal insufficiency", "alcohol-related hepatitis", "ankylosing spondylitis",
        "aortic stenosis", "atrial fibrillation", "bacterial meningitis", "bronchiectasis", "cellulitis",
        "chronic kidney disease", "chronic obstructive pulmonary disease", "coeliac disease",
        "community-acquired pneumonia", "Crohn disease", "decompensated cirrhosis", "deep vein thrombosis",
        "diabetic ketoacidosis", "diverticulitis", "epilepsy", "essential hypertension", "giant cell arteritis",
        "gout", "Graves disease", "heart failure", "hyponatraemia", "idiopathic pulmonary fibrosis",
        "infective endocarditis", "iron deficiency anaemia", "ischaemic stroke", "lupus nephritis",
        "membranous nephropathy", "migraine", "multiple sclerosis", "myasthenia gravis", "nephrotic syndrome",
        "neuroendocrine tumours", "osteoporosis", "Parkinson disease", "peptic ulcer bleeding",
        "polymyalgia rheumatica", "primary aldosteronism", "psoriatic arthritis", "pulmonary embolism",
        "rheumatoid arthritis", "sarcoidosis", "sepsis", "severe asthma", "sickle cell disease",
        "stable angina", "systemic sclerosis", "type 2 diabetes", "ulcerative colitis", "urinary tract infection",
        "vitamin B12 deficiency",
    ),
    "treatment": (
        "allopurinol", "amoxicillin", "apixaban", "azathioprine", "bisoprolol", "canakinumab", "ceftriaxone",
        "ciclosporin", "colchicine", "dapagliflozin", "denosumab", "dexamethasone", "doxycycline", "eculizumab",
        "empagliflozin", "enoxaparin", "everolimus", "furosemide", "hydrocortisone", "hydroxychloroquine",
        "intravenous iron", "lanreotide", "letrozole", "levetiracetam", "lisinopril", "metformin",
        "methotrexate", "mycophenolate mofetil", "octreotide", "omeprazole", "prednisolone", "ramipril",
        "rituximab", "rivaroxaban", "salbutamol", "semaglutide", "spironolactone", "tocilizumab", "vancomycin",
        "zoledronic acid",
    ),
    "outcome": (
        "all-cause mortality", "admission to hospital", "progression to end-stage kidney disease",
        "major bleeding", "recurrent venous thromboembolism", "disease activity", "health-related quality of life",
        "time to symptom relief", "serious infection", "length of stay", "progression-free survival",
        "the need for rescue therapy", "clinical remission at one year", "treatment-related toxicity",
        "functional independence", "the rate of relapse", "hospital readmission within 30 days",
        "cardiovascular death", "bone mineral density", "exercise capacity", "glomerular filtration rate",
        "the number of exacerbations", "unplanned surgery", "fatigue and sleep quality",
    ),
    "population": (
        "adults over 65 years", "pregnant women", "patients with reduced kidney function",
        "people with several long-term conditions", "patients treated in primary care",
        "patients admitted to intensive care", "adults with newly diagnosed disease", "frail older adults",
        "patients with refractory disease", "adolescents and young adults", "patients with liver impairment",
        "people who live far from a tertiary centre", "patients of African and Asian ancestry",
        "immunosuppressed patients", "patients after organ transplantation", "patients in remission",
    ),
    "design": (
        "a randomised, double-blind trial", "a multicentre cohort study", "a systematic review of 14 trials",
        "a nationwide registry analysis", "a pragmatic cluster-randomised trial", "an individual patient data meta-analysis",
        "a nested case-control study", "a retrospective series", "an open-label extension study",
        "a prospective diagnostic accuracy study", "a network meta-analysis", "a non-inferiority trial",
    ),
    "test": (
        "magnetic resonance imaging", "serum creatinine", "computed tomography of the chest", "C-reactive protein",
        "faecal calprotectin", "point-of-care ultrasound", "a 12-lead electrocardiogram", "troponin",
        "echocardiography", "bone marrow examination", "kidney biopsy", "somatostatin receptor imaging",
        "ferritin with transferrin saturation", "the erythrocyte sedimentation rate", "blood cultures",
        "lumbar puncture", "capsule endoscopy", "spirometry before and after a bronchodilator",
    ),
    "comparator": (
        "placebo", "usual care", "delayed treatment", "a lower dose", "the previous standard regimen",
        "watchful waiting", "combination therapy", "surgery alone", "conservative management",
    ),
    "adverb": (
        "consistently", "modestly", "markedly", "rarely", "usually", "only gradually", "substantially",
        "in most settings", "to a similar extent", "early",
    ),
    "caveat": (
        "although follow-up was short", "but confidence intervals were wide", "with moderate heterogeneity between centres",
        "although adherence was incomplete", "and the effect persisted in sensitivity analyses",
        "but absolute differences were small", "although few participants were older than 80 years",
        "and harms were poorly reported", "which agrees with earlier observational data",
        "but the trial was stopped early for benefit",
    ),
    "action": (
        "stop the drug and repeat the measurement within two weeks", "discuss the options with the patient and record the decision",
        "refer urgently to a specialist centre", "check the dose against kidney function and body weight",
        "offer vaccination before treatment begins", "arrange review within three months",
        "exclude infection before increasing immunosuppression", "ask about over-the-counter medicines",
        "measure baseline values before the first dose", "involve a pharmacist when several medicines interact",
        "give clear written instructions for when to return", "avoid abrupt withdrawal after prolonged use",
    ),
    "reason": (
        "because symptoms are often non-specific", "because early treatment changes the outcome",
        "because delayed diagnosis remains common", "since the evidence comes mainly from specialist centres",
        "because adverse effects accumulate with the dose", "since guidelines differ between countries",
        "because comorbidity alters both risk and benefit", "since no single test is sufficiently sensitive",
    ),
    "mechanism": (
        "sustained activation of the renin-angiotensin system", "impaired clearance of immune complexes",
        "dysregulated T-cell signalling", "progressive fibrosis and vascular remodelling",
        "loss of epithelial barrier function", "inappropriate secretion of vasoactive peptides",
        "chronic low-grade inflammation", "reduced hepatic synthesis of clotting factors",
        "demyelination with secondary axonal loss", "endothelial dysfunction",
    ),
}  # fmt: skip

CLAIMS = (
    "In {population}, {treatment} reduced {outcome} by {percent}% compared with {comparator}, {caveat}",
    "In {design} of {count} participants, {treatment} was associated with lower {outcome} than {comparator}",
    "The incidence of {condition} has risen by about {percent}% over two decades, partly because {test} is used more widely",
    "Around {percent}% of patients with {condition} have at least one relapse within {small} years of diagnosis",
    "The effect of {treatment} on {outcome} was similar in {population} and in the overall trial population",
    "Compared with {comparator}, {treatment} {adverb} improved {outcome}, {caveat}",
    "Observational data suggest that {condition} in {population} is underdiagnosed, {reason}",
    "{Design} found no difference in {outcome} between {treatment} and {comparator} after {months} months",
    "The sensitivity of {test} for {condition} is about {percent}%, and its specificity is higher when the pretest probability is low",
    "Median survival was {months} months with {treatment} and {months} months with {comparator}, {caveat}",
    "Serious adverse events occurred in {percent}% of patients who received {treatment}, most of them within {small} weeks",
    "The pathogenesis of {condition} involves {mechanism}, which explains why {treatment} acts slowly",
    "Numbers needed to treat ranged from {small} to {months} for {outcome}, depending on the baseline risk",
    "Current guidelines recommend {treatment} as the first choice in {population} with {condition}",
    "A dose of {dose} mg per day was as effective as higher doses for {outcome} and better tolerated",
    "{Test} changed management in {percent}% of patients in whom {condition} had been suspected clinically",
)
"""Sentences that a source would be cited for."""

PLAIN = (
    "Clinicians should consider {condition} in {population} who present with unexplained symptoms, {reason}",
    "Before treatment with {treatment} begins, {action}",
    "{Test} is usually requested first, and further investigation depends on the result and on the clinical picture",
    "Shared decisions matter here, {reason}",
    "The choice between {treatment} and {treatment} depends on comorbidity, cost, local availability and the wishes of the patient",
    "If the response is incomplete after {months} weeks, review adherence, confirm the diagnosis and {action}",
    "Most patients can be managed as outpatients, but {population} deserve a lower threshold for referral",
    "It is reasonable to {action}, particularly when {test} is not available",
    "These results should not be extrapolated to {population} without caution, {reason}",
    "Treatment goals differ between patients: some value {outcome} most, others wish to avoid {outcome}",
    "When the diagnosis remains uncertain, repeat {test} after {small} to {months} weeks rather than escalate treatment",
    "Multidisciplinary care improves continuity, and it gives patients one person to turn to between visits",
    "Education about warning signs should be offered at every visit and repeated in plain language",
    "There is little evidence to guide the duration of therapy once {condition} has been stable for {small} years",
    "Patients often ask about diet and exercise; moderate activity is safe for most people with {condition}",
    "Monitoring includes {test} every {small} months and attention to blood pressure, weight and mood",
)
"""Sentences that need no source."""

SHORT = (
    "Confirm {condition} with {test} before treatment",
    "Offer {treatment} to {population} unless it is contraindicated",
    "Reassess {outcome} after {months} weeks",
    "In {population}, {action}",
    "Do not combine {treatment} with {treatment} without specialist advice",
    "Record allergies, kidney function and current medicines",
    "Agree on a plan for relapse, {reason}",
)
"""Items of lists."""

NARRATIVE = (
    "found that {treatment} lowered the risk of {condition} in {population}, {caveat}",
    "reported {outcome} in {percent}% of {count} patients followed for {small} years",
    "compared {treatment} with {comparator} in {population} and saw no difference in {outcome}",
)
"""What follows the names of authors."""

LINKED = (
    ("The approach is described in more detail in the article on ", ""),
    ("See also ", ", which shares several risk factors"),
    ("The differential diagnosis includes ", ", in which {test} is more often abnormal"),
)
"""Before and after a link to another article."""

LAY = (
    "Your doctor may suggest a medicine called {treatment}, and will explain how to take it",
    "Tell your team if you feel worse, have a fever or notice bleeding",
    "About {percent} of 100 people need a change of treatment in the first year",
    "You can help by keeping a list of your medicines and of the questions that you want to ask",
    "A test called {test} shows how well the treatment works",
)
"""Sentences for patients."""

HEADINGS = (
    "Epidemiology", "Clinical presentation", "Diagnosis", "Initial assessment", "First-line treatment",
    "Second-line options", "Treatment in special populations", "Adverse effects and monitoring", "Prognosis",
    "Follow-up in primary care", "Areas of uncertainty", "When to refer", "Pathophysiology", "Prevention",
)  # fmt: skip
SUBHEADINGS = (
    "Imaging", "Laboratory tests", "Dose adjustment", "Pregnancy and lactation", "Older adults",
    "Drug interactions", "Duration of treatment", "Quality of the evidence",
)  # fmt: skip

TITLES = (
    "Diagnosis and management of {condition} in {population}",
    "How effective is {treatment} for {condition}?",
    "{Condition}: when to treat and when to wait",
    "The role of {test} in {condition}",
    "Does {treatment} improve {outcome} in {condition}?",
    "Monitoring {population} with {condition}",
)
SOURCE_TITLES = (
    "Effect of {treatment} versus {comparator} on {outcome} in {condition}: {design}",
    "{Test} for the diagnosis of {condition} in {population}",
    "Long-term {outcome} after {treatment} in {population}",
    "{Condition} in {population}: {design}",
    "Management of {condition}: a consensus statement from the {acronym} working group",
    "{Treatment} and the risk of {condition} in the {acronym} cohort",
)
ACRONYMS = ("ESPEN", "NORDIC", "EULAR", "KDIGO", "PROTECT-2", "UK Biobank", "STAR-AF", "ENETS")

DRUG_CLASSES = ("First line", "Second line", "Rescue", "Maintenance", "Prophylaxis", "Induction", "Bridging")
TABLE_HEADS = (
    ("Treatment", "Typical dose", "Main adverse effects", "Monitoring"),
    ("Step", "Treatment", "Typical dose", "Evidence"),
    ("Treatment", "Typical dose", "Evidence"),
)
EFFECTS = (
    "nausea and headache", "hypotension", "raised liver enzymes", "neutropenia", "hypoglycaemia",
    "infusion reactions", "hyperkalaemia", "weight gain", "bleeding", "rash",
)  # fmt: skip
EVIDENCE = ("high", "moderate", "low", "very low", "expert opinion")

FAMILIES = (
    "Abbott", "Anderson", "Baker", "Bianchi", "Brown", "Campbell", "Carter", "Chen", "Clarke", "Cohen", "Costa",
    "Davies", "De Vries", "Edwards", "Evans", "Fischer", "Fleming", "Foster", "Gallagher", "Gupta", "Hansen",
    "Harris", "Hoffmann", "Hughes", "Ibrahim", "Jackson", "Jansen", "Johnson", "Kaplan", "Kim", "Kowalski", "Larsen",
    "Lee", "Lewis", "Lopez", "MacDonald", "Martin", "Meyer", "Mitchell", "Morgan", "Murphy", "Nakamura", "Nguyen",
    "O'Brien", "Okafor", "Olsen", "Park", "Patel", "Petersen", "Quinn", "Rahman", "Richter", "Roberts", "Rossi",
    "Russell", "Sato", "Schmidt", "Shah", "Silva", "Singh", "Smith-Jones", "Stewart", "Suzuki", "Takahashi",
    "Taylor", "Thompson", "van den Berg", "Wagner", "Walker", "Wang", "Watson", "Weber", "Williams", "Wilson",
    "Wright", "Yamamoto", "Young", "Zhang", "Zimmerman",
)  # fmt: skip
ACCENTED = (
    "Åkerström", "García", "Müller", "Öberg", "Norlén", "Bjørnstad", "Kovačević", "Gómez", "Lefèvre", "Škoda",
    "Núñez", "Brandão", "Härtel", "Sørensen", "Dvořák", "Çelik",
)  # fmt: skip
GIVEN = (
    "Anna M.", "Benjamin", "Carla J.", "Daniel R.", "Elena", "Fatima", "George P.", "Hannah", "Ivan", "Julia C.",
    "Kenji", "Laura A.", "Michael T.", "Nadia", "Oliver", "Priya S.", "Quentin", "Rosa", "Samuel K.", "Tomas",
    "Ursula", "Victor H.", "Wei", "Yuki", "Zoe L.",
)  # fmt: skip
JOURNALS = {
    "Annals of Internal Medicine": "Ann Intern Med",
    "Annals of the Rheumatic Diseases": "Ann Rheum Dis",
    "BMJ": "BMJ",
    "Blood": "Blood",
    "Chest": "Chest",
    "Circulation": "Circulation",
    "Diabetes Care": "Diabetes Care",
    "European Heart Journal": "Eur Heart J",
    "European Respiratory Journal": "Eur Respir J",
    "Gastroenterology": "Gastroenterology",
    "Gut": "Gut",
    "Hepatology": "Hepatology",
    "JAMA": "JAMA",
    "JAMA Internal Medicine": "JAMA Intern Med",
    "Journal of Clinical Oncology": "J Clin Oncol",
    "Kidney International": "Kidney Int",
    "Neurology": "Neurology",
    "New England Journal of Medicine": "N Engl J Med",
    "PLoS Medicine": "PLoS Med",
    "Stroke": "Stroke",
    "The Lancet": "Lancet",
    "The Lancet Infectious Diseases": "Lancet Infect Dis",
    "Thorax": "Thorax",
    "World Journal of Surgery": "World J Surg",
}
"""Title → abbreviation."""

FOLDERS = {
    "cardiology": "Cardiology",
    "dermatology": "Dermatology",
    "endocrinology": "Endocrinology",
    "gastroenterology": "Gastroenterology",
    "general-practice": "General practice",
    "haematology": "Haematology",
    "infectious-disease": "Infectious disease",
    "nephrology": "Nephrology",
    "neurology": "Neurology",
    "oncology": "Oncology",
    "respiratory-medicine": "Respiratory medicine",
    "rheumatology": "Rheumatology",
}
TAGS = (*WORDS["condition"][::2], "diagnosis", "treatment", "safety", "imaging", "older people", "pregnancy")

_SLOT = re.compile(r"\{(\w+)\}")
_NUMBERS = {"percent": (3, 68), "count": (84, 9800), "small": (2, 6), "months": (7, 36), "dose": (5, 500)}


def fill(template: str, dice: Dice) -> str:
    """Return a template with words in its slots; a slot with a capital starts a sentence."""

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name in _NUMBERS:
            first, last = _NUMBERS[name]
            return f"{dice.between(first, last):,}" if name == "count" else str(dice.between(first, last))
        if name == "acronym":
            return dice.pick(ACRONYMS)
        found = dice.pick(WORDS[name.lower()])
        return found[0].upper() + found[1:] if name[0].isupper() else found

    return _SLOT.sub(word, template)
