import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Fewer indexes to write for each publication: none twice, and of what few have only those few."""

    dependencies = [
        ('publications', '0009_mark_what_is_counted'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='publication',
            name='publications_selected',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publications_pdf',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publications_code',
        ),
        migrations.RemoveIndex(
            model_name='publication',
            name='publications_video',
        ),
        migrations.AlterField(
            model_name='furthersource',
            name='file',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AlterField(
            model_name='furthersource',
            name='key',
            field=models.CharField(max_length=255),
        ),
        migrations.AlterField(
            model_name='importrow',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='publications.importrun'),
        ),
        migrations.AlterField(
            model_name='publication',
            name='arxiv_id',
            field=models.CharField(blank=True, max_length=40, verbose_name='arXiv number'),
        ),
        migrations.AlterField(
            model_name='publication',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True),
        ),
        migrations.AlterField(
            model_name='publication',
            name='doi',
            field=models.CharField(blank=True, max_length=255, verbose_name='DOI'),
        ),
        migrations.AlterField(
            model_name='publicationtopic',
            name='tag',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='publication_topics', to='publications.topic'),
        ),
        migrations.AlterField(
            model_name='source',
            name='file',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AlterField(
            model_name='source',
            name='key',
            field=models.CharField(max_length=255),
        ),
        migrations.AddIndex(
            model_name='furthersource',
            index=models.Index(fields=['key'], name='furthersource_of_key'),
        ),
        migrations.AddIndex(
            model_name='furthersource',
            index=models.Index(fields=['file'], name='furthersource_of_file'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['doi'], name='publications_doi'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['arxiv_id'], name='publications_arxiv'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('is_selected', True)), fields=['live', 'is_selected', '-date_order', '-id'], name='publications_selected'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('has_pdf', True)), fields=['live', 'has_pdf', '-date_order', '-id'], name='publications_pdf'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('has_code', True)), fields=['live', 'has_code', '-date_order', '-id'], name='publications_code'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('has_video', True)), fields=['live', 'has_video', '-date_order', '-id'], name='publications_video'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['key'], name='source_of_key'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['file'], name='source_of_file'),
        ),
    ]
