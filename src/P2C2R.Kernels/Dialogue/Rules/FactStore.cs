namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>The moods or memories of a character that rules know: few, so a list is searched from its start.</summary>
internal sealed class FactStore
{
    private readonly List<(int Fact, long Value)> _values;

    /// <summary>With nothing in it.</summary>
    public FactStore() => _values = [];

    /// <summary>A copy.</summary>
    public FactStore(FactStore other) => _values = [.. other._values];

    /// <summary>All of them.</summary>
    public IReadOnlyList<(int Fact, long Value)> Values => _values;

    /// <summary>What a fact is; 0 where nobody stated it.</summary>
    public long Get(int fact)
    {
        foreach (var value in _values)
        {
            if (value.Fact == fact) return value.Value;
        }

        return 0;
    }

    /// <summary>States a fact.</summary>
    public void Set(int fact, long value)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values[i].Fact != fact) continue;
            _values[i] = (fact, value);
            return;
        }

        _values.Add((fact, value));
    }

    /// <summary>States them all.</summary>
    public void CopyTo(FactValues values)
    {
        foreach (var (fact, value) in _values) values.Set(fact, value);
    }
}
