using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// One connection: each direction keeps its order and delays as it likes, so connections overtake one another. When it is lost,
/// what is in flight is lost with it, and the two ends notice at different times.
/// </summary>
public sealed class Connection(EventQueue events, SeededRandom random, SimulatedCoordinator coordinator, IClient client)
{
    private long _up;
    private long _down;

    public bool IsLost { get; private set; }

    /// <summary>The coordinator's name for it, once it has said hello.</summary>
    public SessionId Session { get; set; }

    /// <summary>Of the token that it said hello with or was given.</summary>
    public Sha256Hash TokenHash { get; set; }

    public IClient Client => client;

    public void ToCoordinator(Message message) => _up = Deliver(_up, () => coordinator.Receive(this, message));

    public void ToClient(Message message) => _down = Deliver(_down, () => client.Receive(this, message));

    /// <summary>The coordinator closes it, after what it has sent.</summary>
    public void CloseAfterSent() => _down = Deliver(_down, Lose);

    public void Lose()
    {
        if (IsLost) return;
        IsLost = true;
        events.After(random.Skewed(0, 3 * GridOptions.Second), () => client.OnLost(this));
        events.After(random.Skewed(0, 8 * GridOptions.Second), () => coordinator.OnLost(this));
    }

    private long Deliver(long last, Action action)
    {
        var at = Math.Max(last, events.Now + random.Skewed(50, 200_000));
        events.After(at - events.Now, () =>
        {
            if (!IsLost) action();
        });
        return at;
    }
}
