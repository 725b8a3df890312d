using System.Threading.Channels;
using P2C2R.Protocol;

namespace P2C2R.Client.Sessions;

/// <summary>What a session brings about one task.</summary>
/// <param name="messages">In the order in which they came; completed when the session ends.</param>
/// <param name="close">Stops bringing more.</param>
internal sealed class TaskInbox(ChannelReader<Message> messages, Action close) : IDisposable
{
    /// <summary>The next message, or null when the session is over.</summary>
    public async ValueTask<Message?> NextAsync(CancellationToken cancellation)
    {
        if (messages.TryRead(out var message)) return message;
        return await messages.WaitToReadAsync(cancellation).ConfigureAwait(false) && messages.TryRead(out message) ? message : null;
    }

    /// <inheritdoc/>
    public void Dispose() => close();
}
