namespace P2C2R.Grid;

/// <summary>Where a slice of a live task is.</summary>
internal enum SliceState
{
    /// <summary>Something that it depends on is not agreed yet, or its turn to be recalled has not come.</summary>
    Waiting,

    /// <summary>It subscribes to a computation.</summary>
    Subscribed,

    /// <summary>Its output is known and paid.</summary>
    Agreed,

    /// <summary>Its task ended before.</summary>
    Dropped,
}
