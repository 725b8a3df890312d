namespace P2C2R.Tests.Simulation;

/// <summary>How a simulated peer behaves until the faults stop.</summary>
public enum PeerBehaviour
{
    /// <summary>Computes and answers right; it may still lose its connection.</summary>
    Honest,

    /// <summary>Now and then answers that the computation failed.</summary>
    Failing,

    /// <summary>Now and then loses all that it knows but its token, and comes back declaring nothing.</summary>
    Crashing,

    /// <summary>Now and then goes on with heartbeats and never answers.</summary>
    Stalling,

    /// <summary>Now and then answers with bytes of its own making.</summary>
    Lying,

    /// <summary>Answers with wrong bytes that its accomplice answers with too.</summary>
    Colluding,

    /// <summary>Sends what it should not: units above the maximum, answers to others' attempts, answers twice.</summary>
    Hostile,
}
