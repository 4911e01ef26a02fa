"""Published figures on public data, and the figures that ours should reach; the table shows both beside our own.

Sources: Kobren et al. (KDD 2019) for reviewers and papers; Tomita and Yokoyama (RecSys 2024) for the two-sided market;
Fisman et al. (2006) for speed dating; RATE (arXiv 2601.19637) for expertise; Bofill et al. (JAIR 74, 2022) for
meetings; the rest are plain methods measured on the same folds.
"""

from dataclasses import dataclass

NOTHING = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFigures:
    """Figures to compare with: of a plain method, of a publication or first attempt, the least, and the aim."""

    floor: str = NOTHING
    published: str = NOTHING
    at_least: str = NOTHING
    aim: str = NOTHING


BARS: dict[tuple[str, str], ReferenceFigures] = {
    ("investors investors_us2019", "recall@10 / nDCG@10"): ReferenceFigures(
        floor=".265 / .194 (region)", published=".326 / .243 (boosted)", at_least=".335 / .250", aim=".38 / .29"
    ),
    ("investors investors_2013", "recall@10 / nDCG@10"): ReferenceFigures(
        floor=".136 / .075 (region)", published=".228 / .159 (boosted)", at_least=".235 / .165", aim=".28 / .20"
    ),
    ("investors companies_zh", "recall@10 / nDCG@10"): ReferenceFigures(
        floor=".503 / .278 (region)", published=".462 / .247 (boosted)", at_least=".503 / .278", aim=".53 / .30"
    ),
    ("expertise expertise_lr", "loss (less is better) / accuracy"): ReferenceFigures(
        floor=".213 / .722 (words)", published=".180 / .769 (RATE-8B)", at_least=".205 / .725", aim=".18 / .77"
    ),
    ("assignment assignment_midl", "greatest total"): ReferenceFigures(
        floor="197.67 (FairFlow)", published="201.83 (FairIR)", at_least="201.885", aim="201.885"
    ),
    ("assignment assignment_midl", "greatest total with least loads"): ReferenceFigures(
        at_least="150.0431", aim="150.0431"
    ),
    ("assignment assignment_midl", "best minimum / total at it"): ReferenceFigures(
        floor=".94 / 197.67 (FairFlow)",
        published=".93 / 201.83 (FairIR)",
        at_least=".9448 / 201.769",
        aim=".9448 / 201.769",
    ),
    ("assignment assignment_midl", "seconds of all three"): ReferenceFigures(at_least="15", aim="15"),
    ("two-sided fair two_sided_market", "matches / envies left / right"): ReferenceFigures(
        floor="13.21 / 211 / 81 (product)",
        published="15.76 / 0 / 0 (NSW)",
        at_least="15.76 / 0 / 0",
        aim="beyond",
    ),
    ("two-sided total two_sided_market", "matches / envies left / right"): ReferenceFigures(
        floor="13.21 / 211 / 81 (product)", published="16.51 / 28 / 7 (SW)", at_least="16.4", aim="beyond"
    ),
    ("dating speed_dating", "AUC of decisions"): ReferenceFigures(floor=".62", published=".61-.63 (boosted)"),
    ("dating speed_dating", "AUC of matches"): ReferenceFigures(
        floor=".58", published=".56-.59 (boosted)", at_least=".590", aim=".62"
    ),
    ("tagging companies_zh", "accuracy / macro-F1"): ReferenceFigures(
        floor=".753 / .732 (characters)", published=".750 / .724 (encoder)", at_least=".765 / .745", aim=".79 / .77"
    ),
    ("similarity stsb_zh_dev", "Spearman"): ReferenceFigures(published=".774, .793 (test: e5-small, text2vec)"),
    ("similarity lcqmc_dev", "Spearman"): ReferenceFigures(),
    ("meetings meetings_b2b", "proven / events"): ReferenceFigures(
        floor="MIP 14 of 20", published="60 / 60 (MaxSAT, 2 h)"
    ),
    ("annual-meeting normal", "placed / wishes"): ReferenceFigures(
        floor="3999 / 3999 (greedy)", at_least="3999 / 3999"
    ),
    ("annual-meeting tight", "placed / wishes"): ReferenceFigures(floor="5119 / 5200 (greedy)", at_least="5119 / 5200"),
    ("annual-meeting popular", "placed / wishes"): ReferenceFigures(
        floor="2288 / 4000 (greedy)", at_least="2288 / 4000"
    ),
    ("annual-meeting large", "placed / wishes"): ReferenceFigures(
        floor="15999 / 15999 (greedy)", at_least="15999 / 15999"
    ),
}
