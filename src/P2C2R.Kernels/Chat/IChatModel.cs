namespace P2C2R.Kernels.Chat;

/// <summary>
/// A language model that runs elsewhere. Kernels do no I/O of their own: whoever executes a slice hands them this, where there is one. What it says
/// is not reproducible, so only kernels that are marked so may ask it.
/// </summary>
public interface IChatModel
{
    /// <summary>Asks, and blocks until the whole answer is there.</summary>
    /// <param name="request">What.</param>
    /// <param name="heard">Takes the number of tokens so far and the newest of the text, at most <see cref="Protocol.Limits.MaxSaidLength"/> characters, as they come.</param>
    /// <param name="cancellation">Seen within 50 ms.</param>
    /// <exception cref="ChatModelException">There is no answer.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    ChatAnswer Ask(ChatRequest request, Action<int, string> heard, CancellationToken cancellation);
}
