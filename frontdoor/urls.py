from django.urls import path

from frontdoor import queue_views, rule_views, views
from frontdoor.beside.views import beside
from frontdoor.order import views as order
from frontdoor.sources import views as sources

app_name = "frontdoor"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("beside/", beside, name="beside"),
    path("outcomes/", order.orders, name="orders"),
    path("outcomes/add/", order.add_order, name="add_order"),
    path("outcomes/<str:month>/remove/", order.remove_order, name="remove_order"),
    path("queue/", queue_views.queue, name="queue"),
    path("rules/", rule_views.closure_rules, name="closure_rules"),
    path("rules/add/", rule_views.add_closure_rule, name="add_closure_rule"),
    path("rules/<int:pk>/", rule_views.closure_rule, name="closure_rule"),
    path("rules/<int:pk>/remove/", rule_views.remove_closure_rule, name="remove_closure_rule"),
    path("sources/", sources.source_words, name="source_words"),
    path("sources/<int:pk>/", sources.source_word, name="source_word"),
    path("categories/", views.categories, name="categories"),
    path("categories/add/", views.add_category, name="add_category"),
    path("categories/<int:pk>/", views.category, name="category"),
    path("categories/<int:pk>/change/", views.change_category, name="change_category"),
    path("categories/<int:pk>/remove/", views.remove_category, name="remove_category"),
]
