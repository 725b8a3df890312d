namespace P2C2R.Tests.Simulation;

/// <summary>An injected failure of a read from storage: it ends the epoch, as the storage contract says.</summary>
public sealed class SimulatedFaultException(string what) : Exception(what);
