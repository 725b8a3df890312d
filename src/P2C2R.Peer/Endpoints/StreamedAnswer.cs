using System.Text;
using OpenAI.Chat;
using P2C2R.Kernels.Chat;
using P2C2R.Protocol;

namespace P2C2R.Peer.Endpoints;

/// <summary>An answer while it comes, piece by piece.</summary>
/// <param name="maxTokens">It is cut off after these.</param>
/// <param name="maxCharacters">And after these, whatever it calls a token.</param>
internal sealed class StreamedAnswer(int maxTokens, int maxCharacters)
{
    private readonly StringBuilder _text = new();
    private ChatFinishReason? _finish;
    private int _pieces;
    private int _reported;

    /// <summary>Tokens so far: what the endpoint says, or one for each piece of text.</summary>
    public int Tokens => Math.Min(Math.Max(_pieces, _reported), maxTokens);

    /// <summary>The end of the text so far, as much as is told of an answer on its way.</summary>
    public string Newest => _text.ToString(Math.Max(0, _text.Length - Limits.MaxSaidLength), Math.Min(_text.Length, Limits.MaxSaidLength));

    /// <summary>Whether nothing more of it is wanted.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The next piece.</summary>
    public void Add(StreamingChatCompletionUpdate update)
    {
        foreach (var part in update.ContentUpdate) Add(part.Text);
        if (update.FinishReason is { } finish) _finish = finish;
        if (update.Usage is { } usage) _reported = Math.Max(_reported, usage.OutputTokenCount);
    }

    /// <summary>The answer.</summary>
    /// <exception cref="ChatModelException">It has no end, or no text.</exception>
    public ChatAnswer Complete()
    {
        if (_finish is null && !IsFull) throw new ChatModelException("the answer of the peer's endpoint broke off");
        if (!IsFull && _finish is not (ChatFinishReason.Stop or ChatFinishReason.Length)) throw new ChatModelException("the model behind the peer's endpoint refused to answer");
        if (_text.Length == 0) throw new ChatModelException("the answer of the peer's endpoint is empty");
        return new ChatAnswer(_text.ToString(), Tokens, !IsFull && _finish == ChatFinishReason.Stop);
    }

    private void Add(string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        if (_pieces == maxTokens || _text.Length + text.Length > maxCharacters)
        {
            IsFull = true;
            return;
        }

        _text.Append(text);
        _pieces++;
    }
}
