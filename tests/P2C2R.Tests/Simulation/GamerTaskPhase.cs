namespace P2C2R.Tests.Simulation;

/// <summary>What a gamer knows of his task.</summary>
public enum GamerTaskPhase
{
    /// <summary>Not sent, as there was no connection.</summary>
    Waiting,

    /// <summary>Sent; no answer yet.</summary>
    Sent,

    /// <summary>Promised.</summary>
    Accepted,

    /// <summary>Not taken.</summary>
    Refused,

    /// <summary>Its result has come.</summary>
    Ended,
}
