using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>
/// All that a dungeon follows from, and the canonical input of a slice: <c>u8 generator | i64 seed | i32 variant | i32 width | i32
/// height | i32 rooms | i32 least room side | i32 greatest room side | i32 keys | i32 loops</c>.
/// </summary>
/// <param name="Seed">For the random numbers.</param>
/// <param name="Variant">Which of the dungeons with that seed.</param>
/// <param name="Width">Cells in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rooms">Rooms wanted; fewer where there is no more place.</param>
/// <param name="RoomMin">Least side of a room.</param>
/// <param name="RoomMax">Greatest side of a room.</param>
/// <param name="Keys">Locks wanted, each with its key; at most one for each room but the first.</param>
/// <param name="Loops">Further connections wanted; fewer where no two rooms lie well for one.</param>
internal sealed record DungeonParameters(long Seed, int Variant, int Width, int Height, int Rooms, int RoomMin, int RoomMax, int Keys, int Loops)
{
    /// <summary>Least width and height.</summary>
    public const int MinSide = 16;

    /// <summary>Greatest width and height.</summary>
    public const int MaxSide = 1024;

    /// <summary>Most rooms, and most loops.</summary>
    public const int MaxRooms = 2048;

    /// <summary>Least side of a room.</summary>
    public const int MinRoomSide = 3;

    /// <summary>Greatest side of a room.</summary>
    public const int MaxRoomSide = 32;

    /// <summary>Most keys.</summary>
    public const int MaxKeys = 12;

    /// <summary>Cells around a room that belong to nothing else.</summary>
    public const int Margin = 2;

    /// <summary>The canonical input.</summary>
    public ReadOnlyMemory<byte> Write(byte generator)
    {
        var writer = new CanonicalWriter();
        writer.U8(generator);
        writer.I64(Seed);
        foreach (var value in (ReadOnlySpan<int>)[Variant, Width, Height, Rooms, RoomMin, RoomMax, Keys, Loops]) writer.I32(value);
        return writer.Written;
    }

    /// <summary>Reads the canonical input; null where it is something else.</summary>
    public static DungeonParameters? Read(ReadOnlySpan<byte> input)
    {
        var reader = new CanonicalReader(input);
        reader.U8();
        var read = new DungeonParameters(reader.I64(), reader.I32(), reader.I32(), reader.I32(), reader.I32(), reader.I32(), reader.I32(), reader.I32(), reader.I32());
        return reader.AtEnd && read.AreInRange ? read : null;
    }

    /// <summary>Whether the greatest room fits, with what must be around it.</summary>
    public bool RoomsFit => RoomMin <= RoomMax && RoomMax + (2 * Margin) <= Math.Min(Width, Height);

    private bool AreInRange =>
        Seed >= 0 && Variant >= 0 && Width is >= MinSide and <= MaxSide && Height is >= MinSide and <= MaxSide && Rooms is >= 1 and <= MaxRooms
        && RoomMin is >= MinRoomSide and <= MaxRoomSide && RoomMax is >= MinRoomSide and <= MaxRoomSide && RoomsFit && Keys is >= 0 and <= MaxKeys && Loops is >= 0 and <= MaxRooms;
}
