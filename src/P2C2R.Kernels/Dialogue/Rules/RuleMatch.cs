namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>The most specific rules whose criteria hold.</summary>
internal sealed class RuleMatch
{
    private readonly List<int> _rules = [];

    /// <summary>Their score; the least number there is where there are none.</summary>
    public int Score { get; private set; } = int.MinValue;

    /// <summary>Their numbers, all of those with that score, ascending once the search has ended.</summary>
    public IReadOnlyList<int> Rules => _rules;

    /// <summary>Starts again.</summary>
    public void Clear()
    {
        Score = int.MinValue;
        _rules.Clear();
    }

    /// <summary>Takes a rule whose criteria hold and whose score is not below <see cref="Score"/>.</summary>
    public void Take(int rule, int score)
    {
        if (score > Score) _rules.Clear();
        Score = score;
        _rules.Add(rule);
    }

    /// <summary>The search has ended: whatever its order was, the order of the rules is that of their numbers.</summary>
    public void Finish()
    {
        if (_rules.Count > 1) _rules.Sort();
    }
}
