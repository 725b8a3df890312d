using System.Runtime.InteropServices;
using P2C2R.Protocol;

namespace P2C2R.Peer.Device;

/// <summary>What this device is.</summary>
internal static class DeviceSurvey
{
    /// <summary>Cores, memory that is lent, operating system. No kernel uses a graphics processor yet, so none is announced.</summary>
    public static DeviceInfo Take(long memoryBytes) => new()
    {
        Cores = Environment.ProcessorCount,
        MemoryBytes = memoryBytes,
        Os = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
    };
}
