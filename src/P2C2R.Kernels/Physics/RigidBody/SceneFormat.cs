using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Joints;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>
/// The canonical bytes of a scene: <c>f32 time step | u8 substeps | u8 sleeping</c>, then shapes, bodies with their parts, joints, pushes and queries, each
/// list after its length. Reading checks every number: slices come from strangers.
/// </summary>
internal static class SceneFormat
{
    /// <summary>Writes a scene.</summary>
    public static ReadOnlyMemory<byte> Write(RigidScene scene)
    {
        var writer = new CanonicalWriter();
        writer.F32(scene.TimeStep);
        writer.U8((byte)scene.Substeps);
        writer.U8(scene.Sleeping ? (byte)1 : (byte)0);
        writer.I32(scene.Shapes.Count);
        foreach (var shape in scene.Shapes) Write(writer, shape);
        writer.I32(scene.Bodies.Count);
        foreach (var body in scene.Bodies) Write(writer, body);
        writer.I32(scene.Joints.Count);
        foreach (var joint in scene.Joints) Write(writer, joint);
        writer.I32(scene.Pushes.Count);
        foreach (var push in scene.Pushes)
        {
            foreach (var value in (ReadOnlySpan<int>)[push.Body, push.From, push.To]) writer.I32(value);
            Write(writer, push.Force);
            Write(writer, push.Torque);
        }

        writer.I32(scene.Queries.Count);
        foreach (var query in scene.Queries) QueryFormat.Write(writer, query);
        return writer.Written;
    }

    /// <summary>Reads a scene; null where the bytes are something else.</summary>
    public static RigidScene? Read(ReadOnlySpan<byte> bytes, CancellationToken cancellation = default)
    {
        var reader = new CanonicalReader(bytes);
        var (time, substeps, sleeping) = (reader.F32(), reader.U8(), reader.U8());
        if (time is not (>= RigidLimits.MinTimeStep and <= RigidLimits.MaxTimeStep) || substeps is < 1 or > RigidLimits.MaxSubsteps || sleeping > 1) return null;
        if (ReadShapes(ref reader, cancellation) is not { } shapes || ReadBodies(ref reader, shapes, cancellation) is not { } bodies) return null;
        if (ReadJoints(ref reader, bodies.Count) is not { } joints || ReadPushes(ref reader, bodies.Count) is not { } pushes) return null;
        if (ReadQueries(ref reader, shapes) is not { } queries || !reader.AtEnd) return null;
        return new() { TimeStep = time, Substeps = substeps, Sleeping = sleeping == 1, Shapes = shapes, Bodies = bodies, Joints = joints, Pushes = pushes, Queries = queries };
    }

    private static void Write(CanonicalWriter writer, Float3 v)
    {
        writer.F32(v.X);
        writer.F32(v.Y);
        writer.F32(v.Z);
    }

    private static void Write(CanonicalWriter writer, Rotation q)
    {
        writer.F32(q.X);
        writer.F32(q.Y);
        writer.F32(q.Z);
        writer.F32(q.W);
    }

    private static void Write(CanonicalWriter writer, SceneShape shape)
    {
        writer.U8((byte)shape.Form);
        Write(writer, shape.Size);
        writer.I32(shape.Positions.Length);
        foreach (var value in shape.Positions) writer.F32(value);
        writer.I32(shape.Indices.Length);
        foreach (var value in shape.Indices) writer.I32(value);
    }

    private static void Write(CanonicalWriter writer, SceneBody body)
    {
        writer.U8((byte)body.Kind);
        writer.U8(body.FixedRotation ? (byte)1 : (byte)0);
        Write(writer, body.Position);
        Write(writer, body.Rotation);
        Write(writer, body.Velocity);
        Write(writer, body.AngularVelocity);
        foreach (var value in (ReadOnlySpan<float>)[body.Jitter, body.Density, body.Mass, body.GravityScale, body.LinearDamping, body.AngularDamping]) writer.F32(value);
        writer.I32(body.Parts.Count);
        foreach (var part in body.Parts)
        {
            writer.I32(part.Shape);
            Write(writer, part.Position);
            Write(writer, part.Rotation);
            foreach (var value in (ReadOnlySpan<float>)[part.Material.Friction, part.Material.Restitution, part.Material.Rolling]) writer.F32(value);
            writer.I32((int)part.Filter.Groups);
            writer.I32((int)part.Filter.Mask);
        }
    }

    private static void Write(CanonicalWriter writer, JointDescription joint)
    {
        writer.U8((byte)joint.Kind);
        writer.U8(joint.Collides ? (byte)1 : (byte)0);
        writer.I32(joint.BodyA);
        writer.I32(joint.BodyB);
        Write(writer, joint.Anchor);
        Write(writer, joint.AnchorB);
        Write(writer, joint.Axis);
        foreach (var range in joint.Ranges)
        {
            writer.F32(range.Low);
            writer.F32(range.High);
        }

        foreach (var value in (ReadOnlySpan<float>)[joint.MotorSpeed, joint.MotorMost, joint.Frequency, joint.Damping]) writer.F32(value);
    }

    private static Float3 ReadVector(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32());

    private static Rotation ReadRotation(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32(), reader.F32());

    /// <summary>A list's length, at most what its shortest elements leave room for.</summary>
    private static int ReadCount(ref CanonicalReader reader, int most, int leastBytes)
    {
        var count = reader.I32();
        return reader.Failed || count < 0 || count > most || (long)count * leastBytes > reader.Left ? -1 : count;
    }

    private static List<SceneShape>? ReadShapes(ref CanonicalReader reader, CancellationToken cancellation)
    {
        var count = ReadCount(ref reader, RigidLimits.MaxShapes, 21);
        if (count < 0) return null;
        var (shapes, triangles) = (new List<SceneShape>(count), 0L);
        for (var i = 0; i < count; i++)
        {
            var (form, size) = ((SceneForm)reader.U8(), ReadVector(ref reader));
            var length = ReadCount(ref reader, int.MaxValue, 4);
            if (length < 0) return null;
            var positions = new float[length];
            for (var j = 0; j < length; j++)
            {
                cancellation.LookNowAndThen(j);
                positions[j] = reader.F32();
            }

            length = ReadCount(ref reader, int.MaxValue, 4);
            if (length < 0) return null;
            var indices = new int[length];
            for (var j = 0; j < length; j++)
            {
                cancellation.LookNowAndThen(j);
                indices[j] = reader.I32();
            }

            triangles += length / 3;
            shapes.Add(new(form, size, positions, indices));
            if (triangles > RigidLimits.MaxTriangles || !SceneCheck.IsGood(shapes[^1])) return null;
        }

        return shapes;
    }

    private static List<SceneBody>? ReadBodies(ref CanonicalReader reader, List<SceneShape> shapes, CancellationToken cancellation)
    {
        var count = ReadCount(ref reader, RigidLimits.MaxBodies, 82);
        if (count < 0) return null;
        var bodies = new List<SceneBody>(count);
        var parts = 0;
        for (var i = 0; i < count; i++)
        {
            cancellation.LookNowAndThen(i);
            var (kind, isFixed) = ((BodyKind)reader.U8(), reader.U8());
            var (position, rotation, velocity, angular) = (ReadVector(ref reader), ReadRotation(ref reader), ReadVector(ref reader), ReadVector(ref reader));
            var (jitter, density, mass, gravity, linear, turning) = (reader.F32(), reader.F32(), reader.F32(), reader.F32(), reader.F32(), reader.F32());
            if (ReadParts(ref reader, ref parts) is not { } read || isFixed > 1) return null;
            var body = new SceneBody
            {
                Kind = kind,
                FixedRotation = isFixed == 1,
                Position = position,
                Rotation = rotation,
                Velocity = velocity,
                AngularVelocity = angular,
                Jitter = jitter,
                Density = density,
                Mass = mass,
                GravityScale = gravity,
                LinearDamping = linear,
                AngularDamping = turning,
                Parts = read,
            };
            if (!SceneCheck.IsGood(body, shapes)) return null;
            bodies.Add(body);
        }

        return bodies;
    }

    private static List<ScenePart>? ReadParts(ref CanonicalReader reader, ref int total)
    {
        var count = ReadCount(ref reader, RigidLimits.MaxParts - total, 52);
        if (count < 0) return null;
        total += count;
        var parts = new List<ScenePart>(count);
        for (var i = 0; i < count; i++)
        {
            var (shape, position, rotation) = (reader.I32(), ReadVector(ref reader), ReadRotation(ref reader));
            var material = new Material(reader.F32(), reader.F32(), reader.F32());
            parts.Add(new(shape, position, rotation, material, new((uint)reader.I32(), (uint)reader.I32())));
        }

        return parts;
    }

    private static List<JointDescription>? ReadJoints(ref CanonicalReader reader, int bodies)
    {
        var count = ReadCount(ref reader, RigidLimits.MaxJoints, 110);
        if (count < 0) return null;
        var joints = new List<JointDescription>(count);
        for (var i = 0; i < count; i++)
        {
            var (kind, collides, a, b) = ((JointKind)reader.U8(), reader.U8(), reader.I32(), reader.I32());
            var (anchor, anchorB, axis) = (ReadVector(ref reader), ReadVector(ref reader), ReadVector(ref reader));
            var ranges = new JointRange[6];
            for (var j = 0; j < 6; j++) ranges[j] = new(reader.F32(), reader.F32());
            var joint = new JointDescription
            {
                Kind = kind,
                Collides = collides == 1,
                BodyA = a,
                BodyB = b,
                Anchor = anchor,
                AnchorB = anchorB,
                Axis = axis,
                Ranges = ranges,
                MotorSpeed = reader.F32(),
                MotorMost = reader.F32(),
                Frequency = reader.F32(),
                Damping = reader.F32(),
            };
            if (!SceneCheck.IsGood(joint, bodies) || collides > 1) return null;
            joints.Add(joint);
        }

        return joints;
    }

    private static List<SceneQuery>? ReadQueries(ref CanonicalReader reader, List<SceneShape> shapes)
    {
        var count = ReadCount(ref reader, RigidLimits.MaxQueries, QueryFormat.LeastBytes);
        if (count < 0) return null;
        var queries = new List<SceneQuery>(count);
        for (var i = 0; i < count; i++)
        {
            if (QueryFormat.Read(ref reader, shapes) is not { } query) return null;
            queries.Add(query);
        }

        return queries;
    }

    private static List<ScenePush>? ReadPushes(ref CanonicalReader reader, int bodies)
    {
        var count = ReadCount(ref reader, RigidLimits.MaxPushes, 36);
        if (count < 0) return null;
        var pushes = new List<ScenePush>(count);
        for (var i = 0; i < count; i++)
        {
            var push = new ScenePush(reader.I32(), reader.I32(), reader.I32(), ReadVector(ref reader), ReadVector(ref reader));
            if (!SceneCheck.IsGood(push, bodies)) return null;
            pushes.Add(push);
        }

        return pushes;
    }
}
