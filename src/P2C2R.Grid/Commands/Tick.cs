namespace P2C2R.Grid;

/// <summary>Time has passed: leases, deadlines, late computations, held earnings. Sent about every 10 ms while there is work and every second while not.</summary>
public sealed record Tick() : Command(SessionId.None);
