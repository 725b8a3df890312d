namespace P2C2R.Coordinator.Status;

/// <summary>How much the log tells.</summary>
public enum GridLogLevel
{
    /// <summary>Only what is wrong.</summary>
    Quiet,

    /// <summary>Connections, disputes, failovers, results and routing as far as they can be read.</summary>
    Normal,

    /// <summary>Everything.</summary>
    Verbose,
}
