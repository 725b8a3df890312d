namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A rule in a leaf of <see cref="RuleIndex"/>.</summary>
/// <param name="Rule">Its number.</param>
/// <param name="Score">Its score.</param>
/// <param name="EndOfCriteria">Where its criteria end in the leaf's array; they start where those of the rule before end.</param>
internal readonly record struct LeafRule(int Rule, int Score, int EndOfCriteria);
