using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A slice of a live task.</summary>
internal sealed class Slice(GridTask task, int index)
{
    public GridTask Task { get; } = task;

    public int Index { get; } = index;

    public SliceState State { get; private set; }

    /// <summary>Canonical input; null where it was dropped from memory and is read from storage when needed.</summary>
    public ReadOnlyMemory<byte>? Input { get; set; }

    public Sha256Hash InputHash { get; init; }

    /// <summary>Blobs it names.</summary>
    public IReadOnlyList<Sha256Hash> Blobs { get; init; } = [];

    /// <summary>Their lengths; null after a restart, until they are needed.</summary>
    public long[]? BlobLengths { get; set; }

    /// <summary>Which of its blobs no lower-numbered slice of the task names, one bit for each: the data charge counts them here.</summary>
    public ushort FirstNamed { get; init; }

    public IReadOnlyList<int> DependsOn { get; init; } = [];

    public long ExpectedUnits { get; init; }

    public long MaxUnits { get; init; }

    public bool Deliver { get; init; }

    /// <summary>Dependencies that are not agreed; one that is named twice counts twice.</summary>
    public int Missing { get; set; }

    /// <summary>Slices that depend on this one.</summary>
    public List<Slice>? Dependents { get; set; }

    /// <summary>What it subscribes to.</summary>
    public Computation? Computation { get; set; }

    /// <summary>Neighbours in <see cref="Computation"/>'s order of subscription.</summary>
    public Slice? NextSubscriber { get; set; }

    public Slice? PreviousSubscriber { get; set; }

    /// <summary>Names the output, once it is agreed.</summary>
    public ResultId ResultId { get; set; }

    /// <summary>The output; null where it isn't agreed, or was dropped from memory and is read from storage when needed.</summary>
    public ResultRow? Result { get; set; }

    /// <summary>Whether its task paid for it.</summary>
    public bool Paid { get; set; }

    /// <summary>How far its computation is, as counted in <see cref="GridTask.RunningFraction"/>.</summary>
    public double Fraction { get; set; }

    /// <summary>Neighbours in <see cref="HotMemory"/>'s list.</summary>
    public Slice? NextHot { get; set; }

    public Slice? PreviousHot { get; set; }

    /// <summary>Bytes counted for it in <see cref="HotMemory"/>.</summary>
    public int HotBytes { get; set; }

    /// <summary>The batch that wrote its last row; until that is committed nothing of it can be read back.</summary>
    public long WrittenInBatch { get; set; }

    public void Move(SliceState to)
    {
        if (!Transitions.Allows(State, to)) throw Transitions.Forbidden($"slice {Task.Number}/{Index}", State, to);
        State = to;
    }

    /// <summary>Puts back what was stored: the slice was agreed before the restart.</summary>
    public void LoadAgreed(ResultId result)
    {
        Move(SliceState.Agreed);
        ResultId = result;
    }
}
