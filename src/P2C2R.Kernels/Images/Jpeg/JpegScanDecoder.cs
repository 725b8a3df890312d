namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>Decodes a scan into the coefficients of its components (ITU T.81, annexes A.2, F.2 and G.2).</summary>
internal sealed class JpegScanDecoder
{
    private const int CheckedEvery = 1 << 10;

    private readonly JpegFrame _frame;
    private readonly JpegScan _scan;
    private readonly int _restartInterval;
    private int _blocksToSkip;

    /// <summary>Prepares.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="scan">The scan's header.</param>
    /// <param name="restartInterval">Units between restarts; 0 for none.</param>
    public JpegScanDecoder(JpegFrame frame, JpegScan scan, int restartInterval) => (_frame, _scan, _restartInterval) = (frame, scan, restartInterval);

    /// <summary>Decodes all units.</summary>
    public void Decode(ref JpegBits bits, CancellationToken cancellation)
    {
        var alone = _scan.Parts.Count == 1 ? _scan.Parts[0] : null;
        var wide = alone?.Component.BlocksWide ?? (_frame.Width + (8 * _frame.MostHorizontal) - 1) / (8 * _frame.MostHorizontal);
        var high = alone?.Component.BlocksHigh ?? (_frame.Height + (8 * _frame.MostVertical) - 1) / (8 * _frame.MostVertical);
        Restart();
        for (var unit = 0; unit < wide * high; unit++)
        {
            if (unit % CheckedEvery == 0) cancellation.ThrowIfCancellationRequested();
            if (_restartInterval > 0 && unit > 0 && unit % _restartInterval == 0)
            {
                bits.Restart((byte)(JpegMarker.FirstRestart + (((unit / _restartInterval) - 1) % 8)));
                Restart();
            }

            if (alone is not null) DecodeBlock(ref bits, alone, alone.Component.Block(unit % wide, unit / wide));
            else DecodeUnit(ref bits, unit % wide, unit / wide);
        }
    }

    private void Restart()
    {
        _blocksToSkip = 0;
        foreach (var part in _scan.Parts) part.Component.Prediction = 0;
    }

    private void DecodeUnit(ref JpegBits bits, int column, int row)
    {
        foreach (var part in _scan.Parts)
        {
            var component = part.Component;
            for (var y = 0; y < component.Vertical; y++)
            {
                for (var x = 0; x < component.Horizontal; x++) DecodeBlock(ref bits, part, component.Block((column * component.Horizontal) + x, (row * component.Vertical) + y));
            }
        }
    }

    private void DecodeBlock(ref JpegBits bits, JpegScan.Part part, Span<short> block)
    {
        if (!_frame.IsProgressive)
        {
            DecodeDc(ref bits, part, block);
            DecodeSequential(ref bits, part.Ac!, block);
        }
        else if (_scan.First == 0)
        {
            if (_scan.High == 0) DecodeDc(ref bits, part, block);
            else block[0] |= (short)(bits.Take(1) << _scan.Low);
        }
        else if (_scan.High == 0)
        {
            DecodeAcFirst(ref bits, part.Ac!, block);
        }
        else
        {
            DecodeAcAgain(ref bits, part.Ac!, block);
        }
    }

    private void DecodeDc(ref JpegBits bits, JpegScan.Part part, Span<short> block)
    {
        var size = part.Dc!.Read(ref bits);
        if (size > 15) throw new JpegException("a coefficient is too great");
        part.Component.Prediction = (short)(part.Component.Prediction + bits.TakeSigned(size));
        block[0] = (short)(part.Component.Prediction << _scan.Low);
    }

    private static void DecodeSequential(ref JpegBits bits, JpegHuffmanTable table, Span<short> block)
    {
        for (var k = 1; k < 64; k++)
        {
            var code = table.Read(ref bits);
            var (zeros, size) = (code >> 4, code & 15);
            if (size == 0 && zeros < 15) return;
            k += zeros;
            if (k > 63) throw new JpegException("a block has more than 64 coefficients");
            if (size > 0) block[JpegZigZag.Natural[k]] = (short)bits.TakeSigned(size);
        }
    }

    /// <summary>G.1.2.2: the upper bits of coefficients that had none; a code may end this block and many after it.</summary>
    private void DecodeAcFirst(ref JpegBits bits, JpegHuffmanTable table, Span<short> block)
    {
        if (_blocksToSkip > 0)
        {
            _blocksToSkip--;
            return;
        }

        for (var k = _scan.First; k <= _scan.Last; k++)
        {
            var code = table.Read(ref bits);
            var (zeros, size) = (code >> 4, code & 15);
            if (size == 0 && zeros < 15)
            {
                _blocksToSkip = (1 << zeros) + bits.Take(zeros) - 1;
                return;
            }

            k += zeros;
            if (k > _scan.Last) throw new JpegException("a block has more coefficients than its scan");
            if (size > 0) block[JpegZigZag.Natural[k]] = (short)(bits.TakeSigned(size) << _scan.Low);
        }
    }

    /// <summary>G.1.2.3: one more bit of coefficients that have some already, and coefficients that become 1 or -1 at this bit.</summary>
    private void DecodeAcAgain(ref JpegBits bits, JpegHuffmanTable table, Span<short> block)
    {
        var k = _scan.First;
        while (_blocksToSkip == 0 && k <= _scan.Last)
        {
            var code = table.Read(ref bits);
            var (zeros, size) = (code >> 4, code & 15);
            if (size == 0 && zeros < 15)
            {
                // This block is one of them: its rest is refined below.
                _blocksToSkip = (1 << zeros) + bits.Take(zeros);
                break;
            }

            if (size > 1) throw new JpegException("a coefficient is refined by more than a bit");
            var value = size == 0 ? 0 : bits.Take(1) == 1 ? 1 << _scan.Low : -(1 << _scan.Low);
            k = RefineUpTo(ref bits, block, k, zeros);
            if (k > _scan.Last)
            {
                if (size > 0) throw new JpegException("a block has more coefficients than its scan");
                break;
            }

            if (size > 0) block[JpegZigZag.Natural[k]] = (short)value;
            k++;
        }

        if (_blocksToSkip == 0) return;
        RefineUpTo(ref bits, block, k, int.MaxValue);
        _blocksToSkip--;
    }

    /// <summary>Refines the coefficients that aren't 0, up to the place behind so many that are; that place.</summary>
    private int RefineUpTo(ref JpegBits bits, Span<short> block, int k, int zeros)
    {
        for (; k <= _scan.Last; k++)
        {
            ref var coefficient = ref block[JpegZigZag.Natural[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0) break;
                continue;
            }

            if (bits.Take(1) == 1 && (Math.Abs((int)coefficient) & (1 << _scan.Low)) == 0) coefficient = (short)(coefficient + (coefficient > 0 ? 1 << _scan.Low : -(1 << _scan.Low)));
        }

        return k;
    }
}
