using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Storage;

/// <summary>
/// Grain states in one append-only file, for a silo that stands alone. A write is answered when the disk has it. What a
/// reader sees was answered. A record whose members are unknown is read without them, so that yesterday's program reads
/// what today's wrote.
/// </summary>
public sealed class FileGrainStorage : IGrainStorage, IDisposable
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly RecordStore _store;

    /// <summary>Opens the store; reads all of its log.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="logger">Told what is found and what fails.</param>
    /// <exception cref="IOException">
    /// The folder is missing, no folder, not writable, or in use by another process; the message says which.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The files are damaged or of a newer format; the message names file and offset, and nothing was changed.
    /// </exception>
    public FileGrainStorage(FileStorageOptions options, ILogger<FileGrainStorage> logger)
        : this(options, new DiskFolder(options.Folder, options.MakesFolder), logger)
    {
    }

    internal FileGrainStorage(FileStorageOptions options, IStoreFolder folder, ILogger logger) =>
        _store = new RecordStore(options, folder, logger);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(stateName, grainId);
        var record = _store.Read(key);
        var state = record is null ? default : Deserialize<T>(key, record.Payload);
        grainState.State = state ?? Blank<T>();
        grainState.ETag = record?.ETag.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = record is not null;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Somebody else wrote the state.</exception>
    /// <exception cref="IOException">It was not written; the state stored is as before.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(grainState.State, s_json);
        var eTag = await _store.WriteAsync(KeyOf(stateName, grainId), payload, Known(grainState.ETag));
        grainState.ETag = eTag.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Somebody else wrote the state.</exception>
    /// <exception cref="IOException">It was not cleared; the state stored is as before.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await _store.WriteAsync(KeyOf(stateName, grainId), payload: null, Known(grainState.ETag));
        grainState.State = Blank<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    /// <summary>Commits what waits, then closes the files.</summary>
    public void Dispose() => _store.Dispose();

    private static RecordKey KeyOf(string stateName, GrainId grainId) => new(stateName, grainId.ToString());

    private static string? Known(string? eTag) => string.IsNullOrEmpty(eTag) ? null : eTag;

    private static T? Deserialize<T>(RecordKey key, byte[] payload)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(payload, s_json);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"State {key} is stored as something that is no {typeof(T)}.", fault);
        }
    }

    /// <summary>What a state without a record is: what the runtime's own providers give.</summary>
    private static T Blank<T>()
    {
        var type = typeof(T);
        return type.IsValueType || type.GetConstructor(Type.EmptyTypes) is not null
            ? Activator.CreateInstance<T>()
            : (T)RuntimeHelpers.GetUninitializedObject(type);
    }
}
