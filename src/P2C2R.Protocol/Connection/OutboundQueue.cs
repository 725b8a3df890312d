using System.Buffers;

namespace P2C2R.Protocol.Connection;

/// <summary>Encoded messages that wait to be sent: one buffer that is filled and one that is being sent. Safe for any number of writers.</summary>
internal sealed class OutboundQueue
{
    private const int KeptCapacity = 1 << 20;

    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _filling = new(4096);
    private ArrayBufferWriter<byte> _sending = new(4096);
    private List<int> _fillingEnds = [];
    private List<int> _sendingEnds = [];

    /// <summary>Bytes that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _filling.WrittenCount;
        }
    }

    public void Add(Message message)
    {
        lock (_lock)
        {
            MessageCodec.Encode(message, _filling);
            _fillingEnds.Add(_filling.WrittenCount);
        }
    }

    /// <summary>Takes everything that waits; valid until the next call. Only one caller at a time.</summary>
    /// <param name="bytes">The messages, one after another.</param>
    /// <param name="ends">Where each ends.</param>
    public bool TryTake(out ReadOnlyMemory<byte> bytes, out IReadOnlyList<int> ends)
    {
        if (_sending.Capacity > KeptCapacity) _sending = new ArrayBufferWriter<byte>(4096);
        else _sending.ResetWrittenCount();
        _sendingEnds.Clear();
        lock (_lock)
        {
            (_filling, _sending) = (_sending, _filling);
            (_fillingEnds, _sendingEnds) = (_sendingEnds, _fillingEnds);
        }

        bytes = _sending.WrittenMemory;
        ends = _sendingEnds;
        return _sendingEnds.Count > 0;
    }
}
