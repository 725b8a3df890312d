namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>What was repaired or isn't supported, each thing said once and not without end.</summary>
internal sealed class SceneWarnings
{
    private const int Most = 64;

    private readonly List<string> _said = [];
    private readonly HashSet<string> _known = [];
    private int _unsaid;

    /// <summary>All of them, in the order in which they were met.</summary>
    public IReadOnlyList<string> All => _unsaid == 0 ? [.. _said] : [.. _said, $"and {_unsaid} more"];

    /// <summary>Says something; what was said already is not repeated.</summary>
    public void Add(string warning)
    {
        if (_known.Contains(warning)) return;
        if (_said.Count == Most)
        {
            _unsaid++;
            return;
        }

        _known.Add(warning);
        _said.Add(warning);
    }
}
