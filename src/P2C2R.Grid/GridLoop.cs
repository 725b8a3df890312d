namespace P2C2R.Grid;

/// <summary>
/// The batch loop's rules, without its thread: requests leave at once, promises only after the commit. The shell calls
/// <see cref="Apply"/> as often as it likes between two <see cref="Commit"/>s (one fsync serves them all).
/// </summary>
/// <param name="core">The state.</param>
/// <param name="storage">Where it is kept.</param>
/// <param name="outbox">Where messages go.</param>
public sealed class GridLoop(GridCore core, IGridStorage storage, IOutbox outbox)
{
    private readonly Effects _effects = new();

    /// <summary>Whether rows, promises or connections to close wait for <see cref="Commit"/>.</summary>
    public bool HasUncommitted => !_effects.Rows.IsEmpty || _effects.Promises.Count > 0 || _effects.Closed.Count > 0;

    /// <summary>Whether something goes on in steps: call <see cref="Apply"/> soon, with no commands if there are none.</summary>
    public bool HasWork => core.HasWork;

    /// <summary>Applies commands and sends the requests that follow.</summary>
    /// <param name="commands">What happened.</param>
    /// <param name="now">Unix microseconds; never less than at the call before.</param>
    public void Apply(IReadOnlyList<Command> commands, long now)
    {
        core.Apply(commands, now, _effects);
        outbox.Send(_effects.Requests);
        _effects.Requests.Clear();
        outbox.Report(_effects.Events);
        _effects.Events.Clear();
    }

    /// <summary>Commits what has piled up and sends the promises. False: state and storage may differ, drop this loop and build a new one from storage.</summary>
    public bool Commit()
    {
        if (!_effects.Rows.IsEmpty && storage.Commit(_effects.Rows) != CommitOutcome.Committed) return false;
        core.Committed();
        outbox.Send(_effects.Promises);
        outbox.Close(_effects.Closed);
        _effects.Clear();
        return true;
    }
}
