"""The technical words that a text may hold only if the glossary explains them: a closed list, kept by hand.

It holds words that our sources use and that a person need not know. A word is missed here only until somebody meets it in a
text; then it is added, and every text is held against it from then on.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

__all__ = ["TECHNICAL", "roots", "undefined"]

_LIST = """
aav ablation adenovirus adrenal allele allogeneic ambulatory amyloid anemia aneurysm antibody anticoagulant antigen antisense
antiviral apheresis arthritis assay ataxia atrophy autoimmune autologous autosomal biallelic bilirubin biomarker biopsy
busulfan capsid carcinoma cardiomyopathy cataract catheter cd19 cd20 cd34 cerebrospinal cervical chemotherapy chimeric
chromosome chronic cirrhosis clonal clone coagulation cochlea cognitive collagen conditioning congenital cornea corticosteroid
creatinine crispr cutaneous cytokine cytopenia deletion delirium dementia dextran dialysis diffuse dmso dominant dystrophin
dystrophy edema efficacy embolism encephalitis encephalopathy endocrine endophthalmitis engraft engraftment enzyme epidermis
episome exon fetal fibrosis follicular fundus genome genotype germline glioblastoma globin glycogen graft hematologic
hematopoietic hemoglobin hemolysis hemolytic hemorrhage hepatic hepatitis hepatotoxicity hereditary heterozygous homozygous
hydroxyurea hypertension hypoglycemia idiopathic immunodeficiency immunoglobulin immunosuppressant immunosuppression
immunotherapy incontinence indication infusion inhibitor insertional intramuscular intrathecal intravenous intravitreal
ischemic islet keratinocyte ketoacidosis lentiviral lentivirus lesion leukapheresis leukemia leukocyte leukodystrophy ligament
lipoprotein liposome lymphocyte lymphodepletion lymphoma lysosome macula malignancy malignant marrow melanoma meningitis
metabolic metastatic microangiopathy microbe mitochondria monoclonal mrna mucosa mutation myelodysplastic myeloid myeloma
myocarditis myositis necrosis neonatal neuron neuropathy neurotoxicity neutralizing neutropenia neutrophil nucleotide
off-target oligonucleotide oncogene oncolytic ophthalmologist palliative pancreas papilloma parvovirus pathogenic pediatric
peripheral phenotype placebo plasma plasmid platelet pneumonia prenatal prognosis progressive prophylaxis protein pulmonary
recessive recombinant refractory regimen relapse relapsed remission renal resection respiratory retina retinal retroviral
retrovirus rhabdomyolysis ribosome sarcoma seizure sepsis serotype sickling somatic spleen splicing stenosis steroid stricture
subretinal subtype syncope syndrome systemic telomere thalassemia thrombocytopenia thrombosis thrombotic thymus titer toxicity
trachea trait transaminase transduction transfusion transgene transplant troponin tumor ultrasound uveitis vaccine variant
vascular vector ventilator vitreous x-linked
"""
TECHNICAL: Final = frozenset(_LIST.split())

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_EXPLAINED = re.compile(rf"{_WORD.pattern}(?=\s*\(|, an? )")
"""A word that is explained where it stands: "troponin (a heart blood test)", "the pancreas, an organ near the stomach"."""


def roots(names: Iterable[str]) -> frozenset[str]:
    """What some names explain: each of them, and each word in them, without case and plural."""
    return frozenset(_root(word) for name in names for word in (name, *_WORD.findall(name)))


def undefined(text: str, explained: frozenset[str]) -> Iterator[str]:
    """The technical words of a text that are not among the explained `roots`, each once, as the list has them."""
    used = dict.fromkeys(map(_root, _WORD.findall(_EXPLAINED.sub(" ", text))))
    return (_ROOTS[root] for root in used if root in _ROOTS and root not in explained)


@lru_cache(maxsize=16384)
def _root(word: str) -> str:
    """A word without its case and its plural, near enough to hold one form against another."""
    plain = word.casefold()
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    return plain[:-1] if plain.endswith("s") and not plain.endswith(("ss", "is", "us")) else plain


_ROOTS: Final = {_root(word): word for word in sorted(TECHNICAL)}
