namespace P2C2R.Grid;

/// <summary>
/// The state core: pure and single-threaded. Given the same snapshot, commands, times and archive it has the same effects.
/// </summary>
public sealed class GridCore
{
    /// <summary>Builds the state from what is stored.</summary>
    /// <param name="options">What the operator has set.</param>
    /// <param name="snapshot">What <see cref="IGridStorage.Load"/> returned.</param>
    /// <param name="archive">Reads what memory doesn't hold.</param>
    public GridCore(GridOptions options, GridSnapshot snapshot, IArchive archive)
    {
        _ = (options, snapshot, archive);
    }

    /// <summary>Applies commands in order and adds to <paramref name="effects"/> what follows from them.</summary>
    /// <param name="commands">What happened.</param>
    /// <param name="now">Unix microseconds; never less than at the call before.</param>
    /// <param name="effects">Receives rows, messages and log lines; not cleared here.</param>
#pragma warning disable CA1822 // the state comes next
    public void Apply(IReadOnlyList<Command> commands, long now, Effects effects)
    {
        _ = (commands, now, effects);
    }
#pragma warning restore CA1822
}
