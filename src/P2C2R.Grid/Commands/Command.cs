namespace P2C2R.Grid;

/// <summary>
/// Everything that can happen to the state core. The shell has checked shapes and sizes (a decoded message within
/// <see cref="P2C2R.Protocol.Limits"/>), hashed what is to be hashed and drawn what is random; the core does the rest.
/// </summary>
/// <param name="Session">The connection that it came over; <see cref="SessionId.None"/> for the coordinator's own.</param>
public abstract record Command(SessionId Session);
