"""How people speak of legal topics without the topics' own words, in French and English; several words must all be there."""

WITHDRAWAL = (
    "changer avis", "changé avis", "annuler", "annulation", "rendre", "renvoyer", "renvoi", "renvoie", "retour", "retourner",
    "reprendre", "reprenez", "reprise",
    "change mind", "changed mind", "cancel", "cancellation", "return", "send back", "sending back", "give back", "take back",
)  # fmt: skip
WARRANTY = (
    "garanti", "panne", "défaut", "défectueux", "défectueuse", "cassé", "casse", "brisé", "fendu", "fêlé", "abîmé", "endommagé",
    "réparer", "réparation", "remplacer", "remplacement", "échange", "échanger", "vice caché", "marche plus", "fonctionne plus",
    "guarantee", "guaranteed", "fault", "faulty", "defect", "broke", "broken", "breakage", "cracked", "damaged", "repair",
    "replace", "replacement", "exchange", "stopped working", "working anymore",
)  # fmt: skip
REFUND = (
    "rembourser", "remboursable", "argent", "indemnité", "dédommagement", "périmé", "validité", "expire",
    "money", "cash", "reimburse", "compensation", "voucher", "expired", "expiry",
)  # fmt: skip
PRICE = (
    "tva", "coûte", "coûter", "coût", "frais", "gratuit", "gratuitement", "payant", "qui paie", "cher", "taxe", "douane",
    "réduction", "remise", "solde", "promo", "promotion",
    "vat", "postage", "cost", "costs", "fee", "free", "charge", "rate", "who pays", "expensive", "customs", "discount", "promo",
    "how much",
)  # fmt: skip
SPOKEN = {
    "rétractation": WITHDRAWAL, "withdrawal": WITHDRAWAL,
    "garantie": WARRANTY, "conformité": WARRANTY, "warranty": WARRANTY,
    "remboursement": REFUND, "refund": REFUND,
    "prix": PRICE, "tarif": PRICE, "price": PRICE,
}  # fmt: skip
