using System.Diagnostics;
using System.Text;

namespace P2C2R.Peer.Workers;

/// <summary>The first and the last of what a worker wrote to its standard error: a crash says what in its first line and where in its last ones.</summary>
internal sealed class ErrorTail
{
    private const int HeadChars = 200;
    private const int TailChars = 200;

    private readonly StringBuilder _head = new();
    private readonly StringBuilder _tail = new();

    public void Add(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_head)
        {
            if (_head.Length < HeadChars)
            {
                _head.Append(line.Data.AsSpan(0, Math.Min(line.Data.Length, HeadChars))).Append(' ');
                return;
            }

            _tail.Append(line.Data).Append(' ');
            if (_tail.Length > TailChars) _tail.Remove(0, _tail.Length - TailChars);
        }
    }

    public override string ToString()
    {
        lock (_head) return (_head.ToString().Trim() + (_tail.Length > 0 ? " ... " + _tail : "")).Trim();
    }
}
