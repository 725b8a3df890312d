using P2C2R.Peer.Blobs;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;

namespace P2C2R.Peer.Attempts;

/// <summary>An attempt at hand: from its lease until it is settled, cancelled or nobody can want it any more.</summary>
internal sealed class Attempt : WorkItem
{
    public required AttemptId Id { get; init; }

    /// <summary>The computation's key.</summary>
    public required Sha256Hash Key { get; init; }

    /// <summary>For the commitment.</summary>
    public required string Nonce { get; init; }

    /// <summary>How long each renewal lasts.</summary>
    public required int LeaseMs { get; init; }

    /// <summary>When its lease ends; <see cref="Environment.TickCount64"/>.</summary>
    public long Deadline { get; set; }

    /// <summary>Which <see cref="WorkItem.Said"/> the coordinator was told last.</summary>
    public string? Told { get; set; }

    /// <summary>What was sent as its answer, kept until it is settled.</summary>
    public AttemptDone? Done { get; set; }

    /// <summary>The file of a big output, kept as long.</summary>
    public string OutputPath { get; set; } = "";

    /// <summary>Blobs that mustn't leave the cache until it is computed.</summary>
    public List<HeldBlob> Held { get; } = [];

    /// <summary>Ends the fetching of its blobs.</summary>
    public CancellationTokenSource? Fetching { get; set; }

    /// <summary>Lets go of blobs; with <paramref name="output"/> also of its output.</summary>
    public void Release(bool output)
    {
        Fetching?.Cancel();
        lock (Held)
        {
            foreach (var held in Held) held.Dispose();
            Held.Clear();
        }

        if (output && OutputPath.Length > 0) File.Delete(OutputPath);
    }
}
